package dev.goldthread.streams.query;

import dev.goldthread.core.event.Digest;
import java.util.List;

/**
 * That an event's leaf is in the tree over the first entries of a log (RFC 6962 section 2.1.1).
 *
 * @param seq position of the leaf, from 0
 * @param treeSize number of entries in the tree, above {@code seq}
 * @param path hashes from the leaf's sibling up to the root's children
 */
public record InclusionProof(long seq, Digest leaf, long treeSize, List<Digest> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }
}
