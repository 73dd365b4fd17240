package dev.goldthread.streams.audit;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict;
import java.time.Instant;
import java.util.Optional;

/**
 * What was found of one product's log.
 *
 * @param entries how many records were found intact, from the first on
 * @param root of the Merkle tree over these
 */
public record LogReport(
        Product product, ChainVerdict verdict, long entries, Digest root, Signatures signatures) {

    /**
     * What was signed of the log.
     *
     * @param checkpoints how many sizes were signed
     * @param size the largest of them; 0 when there is none
     * @param keysKnown whether all signatures were held against keys known beforehand
     * @param cosignedSize the largest size that enough known witnesses cosigned; 0 for none
     * @param timestamps how many there are
     * @param widestStamp the one over the largest size, where all were verified; empty without
     *     timestamps or without roots to verify them by
     */
    public record Signatures(
            long checkpoints,
            long size,
            boolean keysKnown,
            long cosignedSize,
            long timestamps,
            Optional<Stamp> widestStamp) {

        static final Signatures NONE = new Signatures(0, 0, false, 0, 0, Optional.empty());
    }

    /**
     * A verified timestamp.
     *
     * @param size of the checkpoint that it is over
     * @param time that checkpoint existed then or before, by the authority's clock
     * @param authority subject of the certificate that signed
     */
    public record Stamp(long size, Instant time, String authority) {}

    public boolean isIntact() {
        return verdict instanceof ChainVerdict.Intact;
    }
}
