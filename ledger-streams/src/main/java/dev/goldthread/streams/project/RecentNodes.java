package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.NodeHash;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of nodes that were named lately: most links lead to a node that an event shortly
 * before named, and to know it again is cheaper than to hash it. For one thread.
 */
final class RecentNodes {

    /** A power of two; a node takes the place of the one before that falls on the same. */
    private static final int PLACES = 1 << 12;

    private final @Nullable NodeRef[] nodes = new @Nullable NodeRef[PLACES];
    private final long[] hashes = new long[PLACES];

    /** As {@link NodeHash#of}. */
    long hash(NodeRef node) {
        int spread = node.hashCode();
        int place = (spread ^ (spread >>> 16)) & (PLACES - 1);
        if (!node.equals(nodes[place])) {
            hashes[place] = NodeHash.of(node);
            nodes[place] = node;
        }
        return hashes[place];
    }
}
