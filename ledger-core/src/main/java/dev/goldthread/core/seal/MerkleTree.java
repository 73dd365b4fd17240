package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A whole Merkle tree in memory (RFC 6962 section 2.1): for the offline verifier and for logs small
 * enough; 64 bytes of hashes per leaf. Not thread-safe.
 */
public final class MerkleTree implements NodeSource {

    private final List<List<Digest>> levels = new ArrayList<>();
    private CompactRange range = CompactRange.EMPTY;

    /** Appends a leaf hash and every subtree that it completes. */
    public void append(Digest leaf) {
        range = range.append(leaf);
        Digest node = leaf;
        for (int level = 0; ; level++) {
            if (levels.size() == level) {
                levels.add(new ArrayList<>());
            }
            List<Digest> nodes = levels.get(level);
            nodes.add(node);
            if (nodes.size() % 2 != 0) {
                return;
            }
            node = Merkle.node(nodes.get(nodes.size() - 2), node);
        }
    }

    /** Number of leaves. */
    public long size() {
        return range.size();
    }

    /** The root over all leaves appended so far. */
    public Digest root() {
        return range.root();
    }

    @Override
    public Digest node(int level, long index) {
        if (level < 0 || level >= levels.size() || index < 0 || index >= levels.get(level).size()) {
            throw new NoSuchElementException(
                    "a tree of %d leaves has no complete subtree at level %d, index %d"
                            .formatted(size(), level, index));
        }
        return levels.get(level).get((int) index);
    }
}
