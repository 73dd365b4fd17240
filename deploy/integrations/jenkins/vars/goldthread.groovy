// goldthread(product: 'infusion-pump', credentials: 'goldthread-token', url: 'https://ledger.example.org',
//            emit: 'build --outcome SUCCEEDED')
def call(Map args) {
    for (name in ['product', 'credentials', 'url', 'emit']) {
        if (!args[name]) {
            error "goldthread needs ${name}; add it to the call"
        }
    }
    withCredentials([string(credentialsId: args.credentials, variable: 'GOLDTHREAD_TOKEN')]) {
        withEnv([
            "GOLDTHREAD_URL=${args.url}",
            "GOLDTHREAD_PRODUCT=${args.product}",
            "EMIT=${args.emit}"
        ]) {
            sh '''
                set -eu
                export GOLDTHREAD_SPOOL="$WORKSPACE/.goldthread-spool"
                goldthread emit $EMIT
                goldthread spool status
            '''
        }
    }
}
