package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A Merkle tree reduced to what appending needs: the hashes of its complete subtrees, largest
 * first, one per bit set in its size, so at most 63 (RFC 6962 section 2.1; RFC 9162 section 2.1.2
 * builds the root from the same stack). Immutable and safe to share between threads.
 *
 * <p>Stored by the checkpointer as version 0x01 (1 byte), size (8, big-endian), then the hashes (32
 * each).
 */
public final class CompactRange {

    /** The tree without leaves. */
    public static final CompactRange EMPTY = new CompactRange(0, new Digest[0]);

    private static final byte VERSION = 0x01;
    private static final int HEADER_BYTES = 9;

    private final long size;
    private final Digest[] subtrees;

    private CompactRange(long size, Digest[] subtrees) {
        this.size = size;
        this.subtrees = subtrees;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /**
     * The tree with one more leaf. Each complete subtree on the right that has the size of the new
     * one merges with it: as many as the old size has trailing one bits.
     *
     * @param leaf a leaf hash, {@link Merkle#leaf} of the data
     */
    public CompactRange append(Digest leaf) {
        int merged = Long.numberOfTrailingZeros(~size);
        int kept = subtrees.length - merged;
        Digest subtree = leaf;
        for (int i = subtrees.length - 1; i >= kept; i--) {
            subtree = Merkle.node(subtrees[i], subtree);
        }
        Digest[] next = Arrays.copyOf(subtrees, kept + 1);
        next[kept] = subtree;
        return new CompactRange(Math.addExact(size, 1), next);
    }

    /** {@code MTH(D[n])}: the complete subtrees joined from the right; of no leaves SHA-256(""). */
    public Digest root() {
        if (subtrees.length == 0) {
            return Merkle.EMPTY_ROOT;
        }
        Digest root = subtrees[subtrees.length - 1];
        for (int i = subtrees.length - 2; i >= 0; i--) {
            root = Merkle.node(subtrees[i], root);
        }
        return root;
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws MalformedException for another version, a negative size, or a length that does not
     *     fit the size
     */
    public static CompactRange parse(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new MalformedException(
                    "length", "at least 9 bytes for a compact range", bytes.length);
        }
        if (bytes[0] != VERSION) {
            throw new MalformedException(
                    "version", "0x01 for a compact range", "0x%02x".formatted(bytes[0]));
        }
        long size = ByteBuffer.wrap(bytes).getLong(1);
        if (size < 0) {
            throw new MalformedException("size", "between 0 and 2^63-1", size);
        }
        int expectedBytes = HEADER_BYTES + Long.bitCount(size) * Digest.LENGTH_BYTES;
        if (bytes.length != expectedBytes) {
            throw new MalformedException(
                    "length",
                    "%d bytes for a compact range of %d leaves".formatted(expectedBytes, size),
                    bytes.length);
        }
        Digest[] subtrees = new Digest[Long.bitCount(size)];
        for (int i = 0; i < subtrees.length; i++) {
            subtrees[i] = Digest.at(bytes, HEADER_BYTES + i * Digest.LENGTH_BYTES);
        }
        return new CompactRange(size, subtrees);
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[HEADER_BYTES + subtrees.length * Digest.LENGTH_BYTES];
        bytes[0] = VERSION;
        ByteBuffer.wrap(bytes).putLong(1, size);
        for (int i = 0; i < subtrees.length; i++) {
            subtrees[i].copyTo(bytes, HEADER_BYTES + i * Digest.LENGTH_BYTES);
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompactRange that
                && size == that.size
                && Arrays.equals(subtrees, that.subtrees);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(size) * 31 + Arrays.hashCode(subtrees);
    }

    @Override
    public String toString() {
        return "CompactRange[size=%d, root=%s]".formatted(size, root());
    }
}
