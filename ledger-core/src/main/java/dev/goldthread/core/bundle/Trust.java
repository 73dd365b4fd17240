package dev.goldthread.core.bundle;

import dev.goldthread.core.seal.SignatureType;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a verifier knows beforehand, from somewhere else than the bundle.
 *
 * @param logKeys keys that logs sign with, of any logs; none means that the keys inside the bundle
 *     are taken, which shows consistency only
 * @param witnesses keys of witnesses
 * @param quorum how many of these witnesses must have cosigned the checkpoint, 0 to their number
 * @param seen checkpoints that were kept from before, or got from others: the log must contain them
 * @param timestampRoots certificates that the chain of a time stamp must lead to; none means that
 *     time stamps are only counted
 */
public record Trust(
        List<VerifierKey> logKeys,
        List<VerifierKey> witnesses,
        int quorum,
        List<SignedNote> seen,
        List<X509Certificate> timestampRoots) {

    /** Nothing is known beforehand. */
    public static final Trust NONE = new Trust(List.of(), List.of(), 0, List.of());

    /**
     * @throws IllegalArgumentException for a key of the wrong type, one witness twice, or a quorum
     *     that these witnesses can never reach
     */
    public Trust {
        logKeys = List.copyOf(logKeys);
        witnesses = List.copyOf(witnesses);
        seen = List.copyOf(seen);
        timestampRoots = List.copyOf(timestampRoots);
        logKeys.forEach(key -> check(key, SignatureType.ED25519, "a log's key"));
        witnesses.forEach(key -> check(key, SignatureType.COSIGNATURE_V1, "a witness's key"));
        if (witnesses.stream().map(VerifierKey::publicKey).distinct().count() < witnesses.size()) {
            throw new IllegalArgumentException(
                    "witnesses must be different keys, but one stands twice; name each once");
        }
        if (quorum < 0 || quorum > witnesses.size()) {
            throw new IllegalArgumentException(
                    "quorum must be between 0 and the number of witnesses, %d, but is %d; name more witnesses or ask for fewer"
                            .formatted(witnesses.size(), quorum));
        }
    }

    /** Without roots for time stamps. */
    public Trust(
            List<VerifierKey> logKeys,
            List<VerifierKey> witnesses,
            int quorum,
            List<SignedNote> seen) {
        this(logKeys, witnesses, quorum, seen, List.of());
    }

    private static void check(VerifierKey key, SignatureType type, String what) {
        if (key.type() != type) {
            throw new IllegalArgumentException(
                    "%s must be of type 0x%02x, but %s is of type 0x%02x; give the verifier key line of the right party"
                            .formatted(
                                    what, type.identifier(), key.name(), key.type().identifier()));
        }
    }

    /** Keys of the log with this origin. */
    List<VerifierKey> keysOf(String origin) {
        return logKeys.stream().filter(key -> key.name().text().equals(origin)).toList();
    }
}
