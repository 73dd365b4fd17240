package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.nio.ByteBuffer;

/**
 * The end of a log: all that is needed to seal the next event, or to verify the next record.
 *
 * <p>Stored by the sealer as 49 bytes, integers big-endian: version 0x01 (1), size (8), last leaf
 * (32), last sealed_at (8). It is a cache of the ledger and can be rebuilt from the last seal.
 *
 * @param size number of seals in the log, ≥ 0; the next seal's {@code seq}
 * @param lastLeaf leaf hash of seal {@code size - 1}; {@link Digest#ZERO} when the log is empty
 * @param lastSealedAtMicros {@code sealed_at} of that seal, microseconds since the epoch; 0 when
 *     the log is empty
 */
public record LogHead(long size, Digest lastLeaf, long lastSealedAtMicros) {

    public static final int LENGTH_BYTES = 49;

    /** The head of a log that holds nothing yet. */
    public static final LogHead EMPTY = new LogHead(0, Digest.ZERO, 0);

    private static final byte VERSION = 0x01;
    private static final int SIZE_OFFSET = 1;
    private static final int LEAF_OFFSET = 9;
    private static final int SEALED_AT_OFFSET = 41;

    /**
     * @throws MalformedException when a number is negative, or when only part of the head says that
     *     the log is empty (a torn or zeroed head must never lead to a second seq 0)
     */
    public LogHead {
        if (size < 0) {
            throw new MalformedException("size", "between 0 and 2^63-1", size);
        }
        if (lastSealedAtMicros < 0) {
            throw new MalformedException(
                    "last sealed_at", "between 0 and 2^63-1 microseconds", lastSealedAtMicros);
        }
        if (size == 0 != lastLeaf.equals(Digest.ZERO)) {
            throw new MalformedException(
                    "last leaf",
                    "zero exactly when the size is 0 (size is %d)".formatted(size),
                    lastLeaf);
        }
        if (size == 0 && lastSealedAtMicros != 0) {
            throw new MalformedException(
                    "last sealed_at", "0 for an empty log", lastSealedAtMicros);
        }
    }

    /** The head of a log whose last record is {@code seal}; {@code leaf} is that seal's leaf. */
    public static LogHead after(Seal seal, Digest leaf) {
        return new LogHead(Math.addExact(seal.seq(), 1), leaf, seal.sealedAtMicros());
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws MalformedException for any other length or version, and for a torn head
     */
    public static LogHead parse(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new MalformedException("length", "49 bytes for a log head", bytes.length);
        }
        if (bytes[0] != VERSION) {
            throw new MalformedException(
                    "version", "0x01 for a log head", "0x%02x".formatted(bytes[0]));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new LogHead(
                buffer.getLong(SIZE_OFFSET),
                Digest.at(bytes, LEAF_OFFSET),
                buffer.getLong(SEALED_AT_OFFSET));
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH_BYTES];
        bytes[0] = VERSION;
        ByteBuffer.wrap(bytes)
                .putLong(SIZE_OFFSET, size)
                .putLong(SEALED_AT_OFFSET, lastSealedAtMicros);
        lastLeaf.copyTo(bytes, LEAF_OFFSET);
        return bytes;
    }
}
