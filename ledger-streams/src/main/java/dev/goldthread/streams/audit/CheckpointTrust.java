package dev.goldthread.streams.audit;

import dev.goldthread.core.seal.Origin;
import dev.goldthread.core.seal.VerifierKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What an auditor knows of a ledger's signatures beforehand.
 *
 * @param keys who may have signed
 * @param witnesses whose cosignatures count; their keys are of the type cosignature/v1
 * @param quorum how many of them must have cosigned each log; 0 asks for none
 * @param timestampRoots certificates that the chain of a timestamp must lead to; none means that
 *     timestamps are only counted
 */
public record CheckpointTrust(
        Keys keys, List<VerifierKey> witnesses, int quorum, List<X509Certificate> timestampRoots) {

    /** Nobody's signature is known: checkpoints count as what they say, which shows consistency. */
    public static final CheckpointTrust NO_KEYS =
            new CheckpointTrust((origin, size) -> List.of(), List.of(), 0, List.of());

    /**
     * The keys that may have signed a checkpoint of this log and size; none where none is known.
     */
    @FunctionalInterface
    public interface Keys {
        List<VerifierKey> of(Origin origin, long size);
    }

    /**
     * @throws IllegalArgumentException when so many witnesses can never cosign
     */
    public CheckpointTrust {
        witnesses = List.copyOf(witnesses);
        timestampRoots = List.copyOf(timestampRoots);
        if (quorum < 0 || quorum > witnesses.size()) {
            throw new IllegalArgumentException(
                    "quorum must be between 0 and the number of witnesses, %d, but is %d; name more witnesses or ask for fewer"
                            .formatted(witnesses.size(), quorum));
        }
    }
}
