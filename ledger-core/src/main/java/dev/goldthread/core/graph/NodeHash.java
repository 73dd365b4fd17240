package dev.goldthread.core.graph;

import dev.goldthread.core.event.NodeRef;
import java.util.Comparator;

/**
 * A node's number: the first eight bytes of the SHA-256 of its reference. Short enough for a key
 * and, unlike a counter, the same in every store. Two nodes may share one, so whoever finds
 * something by it compares the references.
 */
public final class NodeHash {

    /** By hash, unsigned; nodes that share one by reference. */
    public static final Comparator<NodeRef> ORDER =
            Comparator.comparing(NodeHash::of, Long::compareUnsigned)
                    .thenComparing(Comparator.naturalOrder());

    private NodeHash() {}

    public static long of(NodeRef ref) {
        ContentWriter out = new ContentWriter(128);
        ContentBytes.writeRef(ref, out);
        return out.sha256().prefix();
    }
}
