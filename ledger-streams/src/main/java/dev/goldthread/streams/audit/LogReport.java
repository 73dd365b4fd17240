package dev.goldthread.streams.audit;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Verdict;

/**
 * What was found of one product's log.
 *
 * @param entries how many records were found intact, from the first on
 * @param root of the Merkle tree over these
 */
public record LogReport(
        Product product, Verdict verdict, long entries, Digest root, Signatures signatures) {

    /**
     * What was signed of the log.
     *
     * @param checkpoints how many sizes were signed
     * @param size the largest of them; 0 when there is none
     * @param keysKnown whether all signatures were held against keys known beforehand
     * @param cosignedSize the largest size that enough known witnesses cosigned; 0 for none
     * @param timestamps how many there are; not verified
     */
    public record Signatures(
            long checkpoints, long size, boolean keysKnown, long cosignedSize, long timestamps) {

        static final Signatures NONE = new Signatures(0, 0, false, 0, 0);
    }

    public boolean isIntact() {
        return verdict instanceof Verdict.Intact;
    }
}
