package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.util.ArrayList;
import java.util.List;

/** The hashes of a Merkle tree (RFC 6962 section 2.1, RFC 9162 section 2.1.1). */
public final class Merkle {

    /** {@code MTH({}) = SHA-256("")}: the root of a tree without leaves. */
    public static final Digest EMPTY_ROOT = Digest.sha256(new byte[0]);

    private static final byte[] LEAF_PREFIX = {0x00};
    private static final byte NODE_PREFIX = 0x01;

    private Merkle() {}

    /** {@code MTH({d}) = SHA-256(0x00 || d)}. */
    public static Digest leaf(byte[] data) {
        return Digest.sha256(LEAF_PREFIX, data);
    }

    /** {@code SHA-256(0x01 || left || right)}. */
    public static Digest node(Digest left, Digest right) {
        byte[] bytes = new byte[1 + 2 * Digest.LENGTH_BYTES];
        bytes[0] = NODE_PREFIX;
        left.copyTo(bytes, 1);
        right.copyTo(bytes, 1 + Digest.LENGTH_BYTES);
        return Digest.sha256(bytes, 0, bytes.length);
    }

    /**
     * The root of a complete subtree.
     *
     * @param hashes of one level, as many as a power of two
     */
    public static Digest root(List<Digest> hashes) {
        List<Digest> row = hashes;
        while (row.size() > 1) {
            List<Digest> parents = new ArrayList<>(row.size() / 2);
            for (int i = 0; i < row.size(); i += 2) {
                parents.add(node(row.get(i), row.get(i + 1)));
            }
            row = parents;
        }
        return row.getFirst();
    }
}
