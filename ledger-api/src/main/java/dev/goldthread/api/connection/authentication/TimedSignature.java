package dev.goldthread.api.connection.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A signature over {@code id.timestamp.body}, so that an old delivery cannot be sent anew: Standard
 * Webhooks, which GitLab uses, and MLflow's alike. The header holds {@code v1,<base64>}, several
 * with blanks between them while a secret is being replaced.
 *
 * @param names of the headers
 * @param tolerance how far the timestamp may be off, either way
 */
public record TimedSignature(Names names, Secret secret, Duration tolerance)
        implements Authentication {

    /** Standard Webhooks asks for "some tolerance"; its libraries take this. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String VERSION = "v1,";
    private static final String STANDARD_PREFIX = "whsec_";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    /** Headers with the delivery's id, the seconds since 1970, and the signatures. */
    public record Names(String id, String timestamp, String signature) {}

    /**
     * Standard Webhooks.
     *
     * @param text {@code whsec_} and the key in base64
     */
    public static TimedSignature standard(String text) {
        if (!text.startsWith(STANDARD_PREFIX)) {
            throw new IllegalArgumentException(
                    "a secret of Standard Webhooks must begin with whsec_, but does not; copy it as the tool shows it");
        }
        return new TimedSignature(
                new Names("webhook-id", "webhook-timestamp", "webhook-signature"),
                new Secret(Base64.getDecoder().decode(text.substring(STANDARD_PREFIX.length()))),
                TOLERANCE);
    }

    /** MLflow: the secret's own bytes are the key. */
    public static TimedSignature mlflow(Secret secret) {
        return new TimedSignature(
                new Names("X-MLflow-Delivery-Id", "X-MLflow-Timestamp", "X-MLflow-Signature"),
                secret,
                TOLERANCE);
    }

    @Override
    public Proof check(Attempt attempt) {
        Optional<String> id = attempt.header(names.id());
        Optional<String> timestamp = attempt.header(names.timestamp());
        Optional<String> signatures = attempt.header(names.signature());
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return Proof.MISSING;
        }
        byte[] expected =
                secret.sign(
                        "%s.%s.".formatted(id.get(), timestamp.get()).getBytes(UTF_8),
                        attempt.body().toBytes());
        if (!holds(signatures.get(), expected)) {
            return Proof.WRONG;
        }
        return isRecent(timestamp.get(), attempt.at()) ? Proof.GENUINE : Proof.STALE;
    }

    private static boolean holds(String signatures, byte[] expected) {
        return Arrays.stream(signatures.split(" ", -1))
                .filter(each -> each.startsWith(VERSION))
                .flatMap(each -> bytes(each.substring(VERSION.length())).stream())
                .anyMatch(each -> MessageDigest.isEqual(expected, each));
    }

    private static Optional<byte[]> bytes(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no signature at all is a wrong one
        }
    }

    private boolean isRecent(String timestamp, Instant now) {
        return SECONDS.matcher(timestamp).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                                .abs()
                                .compareTo(tolerance)
                        <= 0;
    }
}
