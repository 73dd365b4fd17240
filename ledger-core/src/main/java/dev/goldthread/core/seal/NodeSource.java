package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;

/** Where proofs take the hashes of a tree's complete subtrees from: memory, or tiles. */
@FunctionalInterface
public interface NodeSource {

    /**
     * {@code MTH(D[index * 2^level : (index + 1) * 2^level])}, the hash of a complete subtree.
     *
     * @param level height of the subtree, 0 (a leaf hash) to 62
     * @param index its position among the subtrees of that height, from 0
     * @throws java.util.NoSuchElementException when the tree holds no such complete subtree, or its
     *     hash cannot be found
     */
    Digest node(int level, long index);
}
