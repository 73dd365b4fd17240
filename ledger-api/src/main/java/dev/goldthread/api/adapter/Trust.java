package dev.goldthread.api.adapter;

import dev.goldthread.core.event.Bytes;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

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

    /**
     * A key under the name that events give its owner.
     *
     * @param name 1 to 256 characters on one line; no person's name
     * @param key Ed25519, EC on P-256, or RSA
     */
    public record Key(String name, PublicKey key) {}

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
