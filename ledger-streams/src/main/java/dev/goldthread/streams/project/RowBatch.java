package dev.goldthread.streams.project;

import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * Rows that are written together, in the form that RocksDB keeps a batch in, so that they cross
 * into it in one call instead of one a row ("rocksdb/write_batch.h", the constructor from a
 * representation; "db/write_batch.cc" describes it, and the write-ahead log holds it). For one
 * thread.
 *
 * <pre>
 * sequence(8) = 0, count(4, little-endian), then each row:
 * 05 family(varint) length(varint) key length(varint) value
 * </pre>
 */
final class RowBatch {

    static final int HEADER_BYTES = 12;
    private static final int COUNT_AT = 8;
    static final byte PUT_IN_FAMILY = 0x05;
    private static final int VARINT_BYTES_MAX = 5;
    private static final int ROW_HEAD_BYTES_MAX = 1 + 3 * VARINT_BYTES_MAX;

    private final Map<Family, Integer> familyNumbers;
    private byte[] bytes = new byte[64 * 1024];
    private int length = HEADER_BYTES;
    private int count;

    /**
     * @param familyNumbers RocksDB's number for each family
     */
    RowBatch(Map<Family, Integer> familyNumbers) {
        this.familyNumbers = familyNumbers;
    }

    void put(Family family, byte[] key, byte[] value) {
        reserve(ROW_HEAD_BYTES_MAX + key.length + value.length);
        bytes[length++] = PUT_IN_FAMILY;
        putVarint(Objects.requireNonNull(familyNumbers.get(family)));
        putText(key);
        putText(value);
        count++;
    }

    private void putText(byte[] text) {
        putVarint(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    private void putVarint(int number) {
        int rest = number;
        while (rest > 0x7F) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** How long {@link #toBytes} is. */
    int length() {
        return length;
    }

    byte[] toBytes() {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[COUNT_AT + i] = (byte) (count >>> (8 * i));
        }
        return Arrays.copyOf(bytes, length);
    }

    void clear() {
        length = HEADER_BYTES;
        count = 0;
    }
}
