package dev.goldthread.core.event;

import java.util.Arrays;

/** Immutable bytes, compared by value. */
public final class Bytes {

    private final byte[] bytes;

    public Bytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
