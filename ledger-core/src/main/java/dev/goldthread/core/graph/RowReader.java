package dev.goldthread.core.graph;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link RowWriter} wrote. Throws IndexOutOfBoundsException where a row breaks off. Not
 * thread-safe.
 */
public final class RowReader {

    private final byte[] bytes;
    private int at;

    /**
     * @param bytes not copied
     * @param offset where to begin
     */
    public RowReader(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.at = offset;
    }

    public byte getByte() {
        return bytes[at++];
    }

    public int getInt() {
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    public long getLong() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    public String getText() {
        int length = getInt();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    public byte[] getBytes(int length) {
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }
}
