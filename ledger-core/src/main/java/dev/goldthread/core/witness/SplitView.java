package dev.goldthread.core.witness;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.ProofVerifier;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.VerifierKey;
import java.util.List;

/**
 * Two signed checkpoints of one log that cannot both be true, with what shows it: the larger tree
 * begins with {@code prefixRoot}, and the smaller checkpoint claims another root for that size.
 * Whoever trusts the log's key needs nothing else to see that it lied.
 *
 * @param smaller a checkpoint of size a
 * @param larger one of size b ≥ a
 * @param prefixRoot the root over the first a leaves of the larger tree
 * @param proof RFC 6962 section 2.1.2, that the larger tree begins so; empty where the sizes are
 *     equal
 */
public record SplitView(
        SignedNote smaller, SignedNote larger, Digest prefixRoot, List<Digest> proof) {

    public SplitView {
        proof = List.copyOf(proof);
    }

    /** Whether this proves that a holder of one of these keys signed two histories of one log. */
    public boolean isProven(List<VerifierKey> keys) {
        if (keys.stream().noneMatch(smaller::verifiedBy)
                || keys.stream().noneMatch(larger::verifiedBy)) {
            return false;
        }
        try {
            Checkpoint from = Checkpoint.parse(smaller.text());
            Checkpoint to = Checkpoint.parse(larger.text());
            return from.origin().equals(to.origin())
                    && !prefixRoot.equals(from.root())
                    && ProofVerifier.verifyConsistency(
                            from.size(), prefixRoot, to.size(), to.root(), proof);
        } catch (MalformedException e) {
            return false; // no checkpoint, so no claim about a log
        }
    }
}
