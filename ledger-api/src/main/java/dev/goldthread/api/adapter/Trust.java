package dev.goldthread.api.adapter;

import dev.goldthread.core.event.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose signatures a connection believes, and under which roots. What is empty is not asked for:
 * without keys and root nothing is verified, and events say so.
 *
 * @param keys public keys of producers
 * @param sigstoreRoot a Sigstore trusted root, as JSON ({@code
 *     application/vnd.dev.sigstore.trustedroot+json;version=0.1})
 * @param identities who may have signed under the root; without one nobody may
 */
public record Trust(List<Key> keys, Optional<Bytes> sigstoreRoot, List<Identity> identities) {

    /** Believes nobody. */
    public static final Trust NOBODY = new Trust(List.of(), Optional.empty(), List.of());

    public Trust {
        keys = List.copyOf(keys);
        identities = List.copyOf(identities);
    }

    /** Whether something unsigned lacks what the connection asks for. */
    public boolean asksForSignatures() {
        return !keys.isEmpty() || sigstoreRoot.isPresent();
    }

    /**
     * A key under the name that events give its owner.
     *
     * @param name 1 to 256 characters on one line; no person's name
     * @param key Ed25519, EC on P-256, or RSA
     */
    public record Key(String name, PublicKey key) {

        private static final Pattern PEM =
                Pattern.compile(
                        "\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

        private static final List<String> ALGORITHMS = List.of("Ed25519", "EC", "RSA");

        /**
         * Reads a PEM of type PUBLIC KEY (RFC 7468, 13).
         *
         * @throws IllegalArgumentException when it is none, or of another algorithm
         */
        public static Key ofPem(String name, String pem) {
            Matcher matcher = PEM.matcher(pem);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "key %s must be one PEM block of type PUBLIC KEY; write it with openssl pkey -pubout"
                                .formatted(name));
            }
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
            for (String algorithm : ALGORITHMS) {
                try {
                    return new Key(
                            name,
                            KeyFactory.getInstance(algorithm)
                                    .generatePublic(new X509EncodedKeySpec(der)));
                } catch (GeneralSecurityException e) {
                    // of another algorithm; the last one tried says so
                }
            }
            throw new IllegalArgumentException(
                    "key %s must be one of %s, but its bytes are none of them"
                            .formatted(name, ALGORITHMS));
        }
    }

    /**
     * Who a certificate has to be made out to.
     *
     * @param name the name that events give it
     * @param issuer of the token that the certificate was given for, {@code
     *     https://token.actions.githubusercontent.com}
     * @param subject alternative name of the certificate, word for word: a workflow's URI, a
     *     service account's address
     */
    public record Identity(String name, String issuer, String subject) {}
}
