package dev.goldthread.api.connection.authentication;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The secret as a password (RFC 7617).
 *
 * @param user compared with the password as one, so that neither can be tried alone
 * @param userAndPassword {@code user:password}
 */
public record BasicCredentials(String user, Secret userAndPassword) implements Authentication {

    private static final String SCHEME = "basic ";

    /**
     * @param password at least {@link Secret#LENGTH_MIN} bytes
     */
    public static BasicCredentials of(String user, String password) {
        if (user.isEmpty() || user.contains(":")) {
            throw new IllegalArgumentException(
                    "user must be a name without colon, but is \"%s\"; choose another"
                            .formatted(user));
        }
        Secret _ = new Secret(password); // long enough without the user
        return new BasicCredentials(user, new Secret(user + ":" + password));
    }

    @Override
    public Proof check(Attempt attempt) {
        return attempt.header("Authorization")
                .filter(sent -> sent.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(sent -> decode(sent.substring(SCHEME.length()).strip()))
                .map(sent -> sent.filter(userAndPassword::is).isPresent())
                .map(right -> right ? Proof.GENUINE : Proof.WRONG)
                .orElse(Proof.MISSING);
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(
                    new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
