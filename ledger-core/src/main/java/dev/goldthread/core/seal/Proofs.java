package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.util.ArrayList;
import java.util.List;

/** Makes inclusion and consistency proofs (RFC 6962 sections 2.1.1 and 2.1.2). */
public final class Proofs {

    private Proofs() {}

    /**
     * The root over the first {@code size} leaves.
     *
     * @throws IllegalArgumentException when {@code size} is negative
     * @throws java.util.NoSuchElementException when the source lacks a node
     */
    public static Digest root(NodeSource source, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("size must be at least 0, but is " + size);
        }
        return size == 0 ? Merkle.EMPTY_ROOT : subtree(source, 0, size);
    }

    /**
     * {@code PATH(seq, D[size])}: the hashes from the leaf's sibling up to the root's children.
     *
     * @throws IllegalArgumentException unless 0 ≤ {@code seq} &lt; {@code size}
     * @throws java.util.NoSuchElementException when the source lacks a node
     */
    public static List<Digest> inclusion(NodeSource source, long seq, long size) {
        if (seq < 0 || seq >= size) {
            throw new IllegalArgumentException(
                    "seq must be at least 0 and below the tree size %d, but is %d; ask for a tree that holds it"
                            .formatted(size, seq));
        }
        List<Digest> path = new ArrayList<>();
        addPath(source, seq, 0, size, path);
        return List.copyOf(path);
    }

    /**
     * {@code PROOF(from, D[to])}: shows that the first {@code from} leaves are the same in both
     * trees; empty when the sizes are equal.
     *
     * @throws IllegalArgumentException unless 1 ≤ {@code from} ≤ {@code to}
     * @throws java.util.NoSuchElementException when the source lacks a node
     */
    public static List<Digest> consistency(NodeSource source, long from, long to) {
        if (from < 1 || from > to) {
            throw new IllegalArgumentException(
                    "from must be at least 1 and at most the tree size %d, but is %d; an empty tree is consistent with every tree and has no proof"
                            .formatted(to, from));
        }
        List<Digest> path = new ArrayList<>();
        addSubproof(source, from, 0, to, path);
        return List.copyOf(path);
    }

    /**
     * {@code PATH(m, D[n])}: {@code PATH(m, D[0:k]) : MTH(D[k:n])} for m &lt; k, else {@code PATH(m
     * - k, D[k:n]) : MTH(D[0:k])}; empty for one leaf. Here m stays absolute and the range moves.
     */
    private static void addPath(
            NodeSource source, long seq, long start, long end, List<Digest> path) {
        if (end - start == 1) {
            return;
        }
        long middle = start + split(end - start);
        if (seq < middle) {
            addPath(source, seq, start, middle, path);
            path.add(subtree(source, middle, end));
        } else {
            addPath(source, seq, middle, end, path);
            path.add(subtree(source, start, middle));
        }
    }

    /**
     * {@code SUBPROOF(m, D[n], b)}; b says that the subtree is the whole old tree, which the
     * verifier knows, and that is so exactly when the range starts at 0. So it needs no parameter.
     */
    private static void addSubproof(
            NodeSource source, long from, long start, long end, List<Digest> path) {
        if (from == end) {
            if (start != 0) {
                path.add(subtree(source, start, end));
            }
            return;
        }
        long middle = start + split(end - start);
        if (from <= middle) {
            addSubproof(source, from, start, middle, path);
            path.add(subtree(source, middle, end));
        } else {
            addSubproof(source, from, middle, end, path);
            path.add(subtree(source, start, middle));
        }
    }

    /** {@code MTH(D[start:end])}, from complete subtrees; start is a multiple of their size. */
    private static Digest subtree(NodeSource source, long start, long end) {
        long count = end - start;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return source.node(level, start >> level);
        }
        long middle = start + split(count);
        return Merkle.node(subtree(source, start, middle), subtree(source, middle, end));
    }

    /** k: the largest power of two smaller than n (RFC 6962 section 2.1), for n ≥ 2. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
