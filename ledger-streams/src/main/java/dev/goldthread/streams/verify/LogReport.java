package dev.goldthread.streams.verify;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Verdict;

/**
 * What was found of one product's log.
 *
 * @param entries how many records were found intact, from the first on
 * @param root of the Merkle tree over these
 */
public record LogReport(Product product, Verdict verdict, long entries, Digest root) {

    public boolean isIntact() {
        return verdict instanceof Verdict.Intact;
    }
}
