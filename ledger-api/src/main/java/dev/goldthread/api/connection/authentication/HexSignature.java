package dev.goldthread.api.connection.authentication;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A header {@code sha256=<hex>} with the body's HMAC: GitHub ({@code X-Hub-Signature-256}), Jira
 * ({@code X-Hub-Signature}), Flux ({@code X-Signature}).
 */
public record HexSignature(String header, Secret secret) implements Authentication {

    private static final String PREFIX = "sha256=";

    @Override
    public Proof check(Attempt attempt) {
        Optional<String> sent = attempt.header(header);
        if (sent.isEmpty()) {
            return Proof.MISSING;
        }
        byte[] expected = secret.sign(attempt.body().toBytes());
        return sent.filter(value -> value.startsWith(PREFIX))
                        .flatMap(value -> bytes(value.substring(PREFIX.length())))
                        .filter(value -> MessageDigest.isEqual(expected, value))
                        .isPresent()
                ? Proof.GENUINE
                : Proof.WRONG;
    }

    private static Optional<byte[]> bytes(String hex) {
        try {
            return Optional.of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no signature at all is a wrong one
        }
    }
}
