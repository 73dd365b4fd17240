package dev.goldthread.api.connection.authentication;

/** The secret itself in a header: GitLab's {@code X-Gitlab-Token}, Argo CD's own. */
public record HeaderToken(String header, Secret secret) implements Authentication {

    @Override
    public Proof check(Attempt attempt) {
        return attempt.header(header)
                .map(sent -> secret.is(sent) ? Proof.GENUINE : Proof.WRONG)
                .orElse(Proof.MISSING);
    }
}
