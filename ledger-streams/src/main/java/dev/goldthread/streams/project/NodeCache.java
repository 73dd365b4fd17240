package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Statement;
import dev.goldthread.streams.project.GraphKeys.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The nodes that were asked for last, each with the statements that name it. Thread-safe.
 *
 * <p>What is kept is right up to the ledger offset of the look that read it. By its key in the
 * database each node also has a mark, shared with others, that knows the last offset at which one
 * of them was written, noted before the write can be seen; so what is kept serves a look as long as
 * no write came after it, and nobody waits for anybody.
 *
 * <p>Nodes are kept in places by what Java hashes of them, because their key is a SHA-256, which is
 * only worth making for a node that has to be read. Four places share what they keep, so that two
 * nodes of one walk that happen to belong to the same place do not push each other out each time.
 */
final class NodeCache {

    /**
     * A release of 2,000 requirements has 4,400 nodes, each asked for in two roles: half as many
     * places would push out what the next question asks for.
     */
    private static final int PLACE_BITS = 14;

    /** With statements of a kilobyte, some 20 MB of heap for each partition. */
    private static final int PLACES = 1 << PLACE_BITS;

    private static final int PLACE_SHIFT = Integer.SIZE - PLACE_BITS;

    /** A power of two. */
    private static final int PLACES_THAT_SHARE = 4;

    /** What a hub states would push out everything else. */
    private static final int STATEMENTS_MAX = 32;

    /** A power of two. */
    private static final int MARKS = 8_192;

    /** 2^32 over the golden ratio: spreads hashes that differ in their last bits alone. */
    private static final int SCATTER = 0x9E37_79B9;

    private record Kept(NodeRef node, Role role, int mark, long asOf, List<Statement> statements) {

        boolean isOf(NodeRef other, Role inRole) {
            return role == inRole && node.equals(other);
        }
    }

    private final AtomicReferenceArray<Kept> kept = new AtomicReferenceArray<>(PLACES);
    private final AtomicLongArray writtenAt = new AtomicLongArray(MARKS);

    /**
     * Says that a row is about to be written.
     *
     * @param offset that of the last record in its batch
     */
    void writing(byte[] nodeKey, long offset) {
        writtenAt.set(mark(nodeKey), offset);
    }

    /**
     * @param asOf ledger offset of the last record that the asker's look holds
     */
    Optional<List<Statement>> find(NodeRef node, Role role, long asOf) {
        int first = firstOfThoseThatShare(node, role);
        for (int at = first; at < first + PLACES_THAT_SHARE; at++) {
            Kept found = kept.get(at);
            if (found != null && found.isOf(node, role)) {
                boolean serves =
                        found.asOf() <= asOf && writtenAt.get(found.mark()) <= found.asOf();
                return serves ? Optional.of(found.statements()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Keeps what a look that holds records up to {@code asOf} has read.
     *
     * @param prefix key of the node in its role
     */
    void keep(NodeRef node, Role role, byte[] prefix, long asOf, List<Statement> statements) {
        if (statements.size() <= STATEMENTS_MAX) {
            int first = firstOfThoseThatShare(node, role);
            kept.set(
                    placeFor(node, role, first),
                    new Kept(node, role, mark(prefix), asOf, statements));
        }
    }

    /** Its own place, else an empty one, else anyone's. */
    private int placeFor(NodeRef node, Role role, int first) {
        int empty = -1;
        for (int at = first; at < first + PLACES_THAT_SHARE; at++) {
            Kept there = kept.get(at);
            if (there == null) {
                empty = at;
            } else if (there.isOf(node, role)) {
                return at;
            }
        }
        return empty >= 0 ? empty : first + ThreadLocalRandom.current().nextInt(PLACES_THAT_SHARE);
    }

    private static int firstOfThoseThatShare(NodeRef node, Role role) {
        int hash = (node.hashCode() * 2 + role.code()) * SCATTER;
        return hash >>> PLACE_SHIFT & -PLACES_THAT_SHARE;
    }

    /** From the hash's bytes and the role, so that a node's two lists have two marks. */
    private static int mark(byte[] key) {
        int hash = ((key[0] & 0xFF) << 8) | (key[1] & 0xFF);
        return ((hash << 1) | key[GraphKeys.NODE_BYTES]) & (MARKS - 1);
    }
}
