package dev.goldthread.core.graph;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds the bytes of a row: big-endian numbers, texts as a 4-byte length and UTF-8. Not
 * thread-safe.
 */
public final class RowWriter {

    private byte[] bytes;
    private int length;

    /**
     * @param expectedBytes how long the row is likely to be
     */
    public RowWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    public RowWriter put(byte value) {
        reserve(1);
        bytes[length++] = value;
        return this;
    }

    public RowWriter put(int value) {
        reserve(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    public RowWriter put(long value) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    public RowWriter put(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return put(utf8.length).put(utf8);
    }

    public RowWriter put(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
