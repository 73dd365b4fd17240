package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.util.List;

/**
 * Checks proofs against roots (RFC 9162 sections 2.1.3.2 and 2.1.4.2). Fails closed: whatever is
 * not a complete and exact proof is false, a path too long or too short included.
 */
public final class ProofVerifier {

    private ProofVerifier() {}

    /**
     * Whether {@code leaf} is leaf number {@code seq} of the tree that has this size and root (RFC
     * 9162 section 2.1.3.2; fn, sn and r as there).
     */
    public static boolean verifyInclusion(
            Digest leaf, long seq, long size, List<Digest> path, Digest root) {
        if (seq < 0 || seq >= size) {
            return false;
        }
        long fn = seq;
        long sn = size - 1;
        Digest r = leaf;
        for (Digest p : path) {
            if (sn == 0) {
                return false;
            }
            if (isOdd(fn) || fn == sn) {
                r = Merkle.node(p, r);
                // "Until LSB(fn) is set"; fn is not 0 here, being odd or equal to sn.
                int skipped = Long.numberOfTrailingZeros(fn);
                fn >>= skipped;
                sn >>= skipped;
            } else {
                r = Merkle.node(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && r.equals(root);
    }

    /**
     * Whether the tree of size {@code to} begins with the tree of size {@code from} (RFC 9162
     * section 2.1.4.2; fn, sn, fr and sr as there). Equal sizes need an empty path and equal roots;
     * size 0 is refused, since it proves nothing.
     */
    public static boolean verifyConsistency(
            long from, Digest fromRoot, long to, Digest toRoot, List<Digest> path) {
        if (from < 1 || from > to) {
            return false;
        }
        if (from == to) {
            return path.isEmpty() && fromRoot.equals(toRoot);
        }
        // An old tree that is one complete subtree is the proof's first hash, and is left out of
        // it.
        boolean oldIsComplete = Long.bitCount(from) == 1;
        if (path.isEmpty() && !oldIsComplete) {
            return false;
        }
        Digest seed = oldIsComplete ? fromRoot : path.getFirst();
        List<Digest> rest = oldIsComplete ? path : path.subList(1, path.size());
        return joins(from, fromRoot, to, toRoot, seed, rest);
    }

    private static boolean joins(
            long from, Digest fromRoot, long to, Digest toRoot, Digest seed, List<Digest> rest) {
        int complete = Long.numberOfTrailingZeros(from);
        long fn = (from - 1) >> complete;
        long sn = (to - 1) >> complete;
        Digest fr = seed;
        Digest sr = seed;
        for (Digest c : rest) {
            if (sn == 0) {
                return false;
            }
            if (isOdd(fn) || fn == sn) {
                fr = Merkle.node(c, fr);
                sr = Merkle.node(c, sr);
                // "Until LSB(fn) is set"; fn is not 0 here, being odd or equal to sn.
                int skipped = Long.numberOfTrailingZeros(fn);
                fn >>= skipped;
                sn >>= skipped;
            } else {
                sr = Merkle.node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && fr.equals(fromRoot) && sr.equals(toRoot);
    }

    private static boolean isOdd(long number) {
        return (number & 1) == 1;
    }
}
