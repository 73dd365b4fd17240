package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 section 2.1 word for word, on lists; slow, and independent of the code under test. */
final class NaiveMerkle {

    private NaiveMerkle() {}

    /** MTH(D[n]), where D holds leaf hashes. */
    static Digest root(List<Digest> d) {
        if (d.isEmpty()) {
            return sha256();
        }
        if (d.size() == 1) {
            return d.getFirst();
        }
        int k = split(d.size());
        return join(root(d.subList(0, k)), root(d.subList(k, d.size())));
    }

    /** PATH(m, D[n]). */
    static List<Digest> path(int m, List<Digest> d) {
        if (d.size() == 1) {
            return List.of();
        }
        int k = split(d.size());
        return m < k
                ? plus(path(m, d.subList(0, k)), root(d.subList(k, d.size())))
                : plus(path(m - k, d.subList(k, d.size())), root(d.subList(0, k)));
    }

    /** PROOF(m, D[n]) = SUBPROOF(m, D[n], true). */
    static List<Digest> proof(int m, List<Digest> d) {
        return subproof(m, d, true);
    }

    private static List<Digest> subproof(int m, List<Digest> d, boolean b) {
        if (m == d.size()) {
            return b ? List.of() : List.of(root(d));
        }
        int k = split(d.size());
        return m <= k
                ? plus(subproof(m, d.subList(0, k), b), root(d.subList(k, d.size())))
                : plus(subproof(m - k, d.subList(k, d.size()), false), root(d.subList(0, k)));
    }

    private static int split(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }

    private static Digest join(Digest left, Digest right) {
        return sha256(new byte[] {1}, left.toBytes(), right.toBytes());
    }

    private static Digest sha256(byte[]... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                sha.update(part);
            }
            return Digest.of(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Digest> plus(List<Digest> list, Digest last) {
        List<Digest> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
