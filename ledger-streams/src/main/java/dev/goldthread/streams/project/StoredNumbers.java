package dev.goldthread.streams.project;

import java.nio.ByteBuffer;

/** Offsets as rows hold them: 8 bytes, big-endian. */
final class StoredNumbers {

    private StoredNumbers() {}

    static byte[] of(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long number(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }
}
