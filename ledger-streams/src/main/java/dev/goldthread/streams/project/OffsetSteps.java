package dev.goldthread.streams.project;

import java.util.Arrays;

/**
 * The ledger offsets that one row names, growing: the first stands in the row's key, its value says
 * how far each further one is behind the one before, as LEB128 numbers. For one thread.
 */
final class OffsetSteps {

    private static final int LEB128_BYTES_MAX = 10;
    private static final byte[] NOTHING = {};

    private long last;
    private byte[] steps = NOTHING;
    private int length;

    OffsetSteps(long first) {
        last = first;
    }

    /** Forgets what it holds, and begins with another offset. */
    void restart(long first) {
        last = first;
        length = 0;
    }

    /**
     * @param offset not before the one added last; the same one is held once
     */
    void add(long offset) {
        if (offset == last) {
            return;
        }
        if (steps.length - length < LEB128_BYTES_MAX) {
            steps = Arrays.copyOf(steps, 2 * steps.length + LEB128_BYTES_MAX);
        }
        long step = offset - last;
        while (step > 0x7F) {
            steps[length++] = (byte) (step | 0x80);
            step >>>= 7;
        }
        steps[length++] = (byte) step;
        last = offset;
    }

    /** The row's value. */
    byte[] toBytes() {
        return length == 0 ? NOTHING : Arrays.copyOf(steps, length);
    }

    /** The offsets of a row, in order. */
    static long[] offsets(long first, byte[] value) {
        long[] offsets = new long[1 + count(value)];
        offsets[0] = first;
        int at = 0;
        for (int i = 1; i < offsets.length; i++) {
            long step = 0;
            int shift = 0;
            while (value[at] < 0) {
                step |= (long) (value[at++] & 0x7F) << shift;
                shift += 7;
            }
            step |= (long) value[at++] << shift;
            offsets[i] = offsets[i - 1] + step;
        }
        return offsets;
    }

    private static int count(byte[] value) {
        int count = 0;
        for (byte part : value) {
            if (part >= 0) {
                count++;
            }
        }
        return count;
    }
}
