package dev.goldthread.api.connection.authentication;

/**
 * The secret as query parameter {@code token}, for tools that can send nothing else. Addresses end
 * up in logs of proxies: any other scheme is better.
 */
public record UrlToken(Secret secret) implements Authentication {

    @Override
    public Proof check(Attempt attempt) {
        return attempt.urlToken()
                .filter(sent -> !sent.isEmpty())
                .map(sent -> secret.is(sent) ? Proof.GENUINE : Proof.WRONG)
                .orElse(Proof.MISSING);
    }
}
