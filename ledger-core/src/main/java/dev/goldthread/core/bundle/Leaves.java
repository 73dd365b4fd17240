package dev.goldthread.core.bundle;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.CompactRange;
import java.util.List;
import java.util.function.Predicate;

/**
 * The leaf hashes of one bundle twice: as its seals give them, and as the tile states them. Where
 * they differ, what was hashed above them tells which are the log's.
 *
 * @param computed from the seals
 * @param stated in the tile
 * @param believed which to go on with
 */
record Leaves(List<Digest> computed, List<Digest> stated, Believed believed) {

    enum Believed {
        /** They agree, or the tree above confirms the seals. */
        SEALS,
        /** The tree above confirms the tile: a seal was changed. */
        TILE,
        /** The tree above confirms neither. */
        NEITHER
    }

    /**
     * @param isConfirmed whether the tree above was built from these leaves
     */
    static Leaves of(
            List<Digest> computed, List<Digest> stated, Predicate<List<Digest>> isConfirmed) {
        if (computed.equals(stated) || isConfirmed.test(computed)) {
            return new Leaves(computed, stated, Believed.SEALS);
        }
        return new Leaves(
                computed, stated, isConfirmed.test(stated) ? Believed.TILE : Believed.NEITHER);
    }

    /** The leaf to go on with. */
    Digest at(int i) {
        return believed == Believed.TILE ? stated.get(i) : computed.get(i);
    }

    boolean agreeAt(int i) {
        return computed.get(i).equals(stated.get(i));
    }

    /** Whether the seal is the log's, as far as these files can tell. */
    boolean isSealVouchedFor(int i) {
        return believed == Believed.SEALS || agreeAt(i);
    }

    static CompactRange append(CompactRange tree, List<Digest> leaves) {
        CompactRange grown = tree;
        for (Digest leaf : leaves) {
            grown = grown.append(leaf);
        }
        return grown;
    }
}
