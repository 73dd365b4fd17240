package dev.goldthread.core.graph;

import dev.goldthread.core.event.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds bytes: big-endian numbers, texts as a 4-byte length and UTF-8. Not thread-safe. */
final class ContentWriter {

    private byte[] bytes;
    private int length;

    /**
     * @param expectedBytes how long it is likely to be
     */
    ContentWriter(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    ContentWriter put(byte value) {
        reserve(1);
        bytes[length++] = value;
        return this;
    }

    ContentWriter put(int value) {
        reserve(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    ContentWriter put(long value) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    ContentWriter put(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return put(utf8.length).put(utf8);
    }

    ContentWriter put(byte[] value) {
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

    Digest sha256() {
        return Digest.sha256(bytes, 0, length);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
