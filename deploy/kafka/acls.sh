#!/usr/bin/env bash
# Sets the access rules of a ledger on a Kafka cluster.
#
#   ./acls.sh <bootstrap-server> [producer ...]
#
# Each producer named gets an inbox of its own: the principal User:<producer> may write the topic
# <prefix>.inbox.<producer> and nothing else.
#
# Environment:
#   PREFIX          topic prefix                              (goldthread)
#   COMMAND_CONFIG  client properties of an administrator     (none)
#   KAFKA_ACLS      the command                               (kafka-acls.sh)
#   WITNESSED       yes where witnesses or a timestamp authority are asked    (no)
#   GATE, SEALER, CHECKPOINTER, PROJECTOR, AUDITOR   principals (User:gate, User:sealer, ...)
#
# The cluster must run an authorizer with allow.everyone.if.no.acl.found=false. A superuser ignores
# every rule below, the denials too: have the checkpoints witnessed outside the cluster.
set -euo pipefail

if [ $# -lt 1 ]; then
    echo "usage: $0 <bootstrap-server> [producer ...]" >&2
    exit 3
fi
server=$1
shift

prefix=${PREFIX:-goldthread}
gate=${GATE:-User:gate}
sealer=${SEALER:-User:sealer}
checkpointer=${CHECKPOINTER:-User:checkpointer}
projector=${PROJECTOR:-User:projector}
auditor=${AUDITOR:-User:auditor}

acls() {
    "${KAFKA_ACLS:-kafka-acls.sh}" --bootstrap-server "$server" \
        ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} --add "$@"
}

reads() { # principal, topic ...
    local principal=$1 topic
    shift
    for topic in "$@"; do
        acls --allow-principal "$principal" --operation Read --operation DescribeConfigs \
            --topic "$prefix.$topic"
    done
}

# No transactional id comes with this: a transaction left open would stall every reader of the topic.
writes() { # principal, topic ...
    local principal=$1 topic
    shift
    for topic in "$@"; do
        acls --allow-principal "$principal" --operation Write --operation Describe \
            --operation DescribeConfigs --topic "$prefix.$topic"
    done
}

# A Kafka Streams app owns its group and its internal topics, all named after its application.id.
runs_app() { # principal, application.id
    acls --allow-principal "$1" --operation Read --operation Describe \
        --group "$2" --resource-pattern-type prefixed
    acls --allow-principal "$1" --operation All --topic "$2-" --resource-pattern-type prefixed
}

echo "gate: alone writes intake and schemas; writes refusals; relays every inbox"
writes "$gate" intake rejected schemas
reads "$gate" ledger checkpoints rejected schemas
acls --allow-principal "$gate" --operation Read --operation DescribeConfigs \
    --topic "$prefix.inbox." --resource-pattern-type prefixed
acls --allow-principal "$gate" --operation Read --operation Describe \
    --group "$prefix-gate" --resource-pattern-type prefixed

echo "sealer: alone writes the ledger, and alone has transactions"
reads "$sealer" intake ledger schemas
writes "$sealer" ledger rejected
runs_app "$sealer" "$prefix-sealer"
acls --allow-principal "$sealer" --operation Write --operation Describe \
    --transactional-id "$prefix-sealer" --resource-pattern-type prefixed

echo "checkpointer: alone writes checkpoints"
reads "$checkpointer" ledger schemas checkpoints
writes "$checkpointer" checkpoints
runs_app "$checkpointer" "$prefix-checkpointer"
if [ "${WITNESSED:-no}" = yes ]; then
    # Beside the signatures, never instead of them: readers believe only what the log's key signed.
    echo "api (in one node with the gate): adds what witnesses and timestamp authorities answered"
    writes "$gate" checkpoints
fi

echo "projector and auditor: read only"
reads "$projector" ledger schemas checkpoints
runs_app "$projector" "$prefix-projector"
reads "$auditor" ledger schemas checkpoints rejected
acls --allow-principal "$auditor" --operation Read --operation Describe \
    --group "$prefix-audit" --resource-pattern-type prefixed

for producer in "$@"; do
    echo "producer $producer: writes its inbox"
    acls --allow-principal "User:$producer" --operation Write --operation Describe \
        --topic "$prefix.inbox.$producer"
done

echo "nobody: deletes, shortens or changes what is evidence"
for topic in ledger checkpoints schemas rejected; do
    acls --deny-principal "User:*" --operation Delete --operation Alter --operation AlterConfigs \
        --topic "$prefix.$topic"
done
# Who signs: its first record counts, so it must stay the first.
acls --deny-principal "User:*" --operation Delete --operation Alter --operation AlterConfigs \
    --topic "$prefix-checkpointer-signer"
