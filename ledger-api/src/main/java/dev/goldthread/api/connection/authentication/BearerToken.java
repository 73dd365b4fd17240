package dev.goldthread.api.connection.authentication;

import java.util.Locale;

/** The secret as bearer token (RFC 6750 section 2.1). */
public record BearerToken(Secret secret) implements Authentication {

    private static final String SCHEME = "bearer ";

    @Override
    public Proof check(Attempt attempt) {
        return attempt.header("Authorization")
                .filter(sent -> sent.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(sent -> sent.substring(SCHEME.length()).strip())
                .map(sent -> secret.is(sent) ? Proof.GENUINE : Proof.WRONG)
                .orElse(Proof.MISSING);
    }
}
