package dev.goldthread.streams.project;

import java.util.Arrays;

/**
 * Sorts numbers that begin with a hash, unsigned. Their first bits are spread evenly, so these
 * already say nearly where each belongs, and only neighbours are left to compare: a quarter of what
 * comparing all takes. Numbers that crowd together are compared all the same. For one thread.
 */
final class HashSort {

    private static final int BUCKET_BITS_MAX = 14;

    /** More are sorted as any others are. */
    private static final int NEIGHBOURS_MAX = 32;

    /** Where each bucket begins. */
    private final int[] begins = new int[(1 << BUCKET_BITS_MAX) + 1];

    private long[] scattered = {};

    /** Sorts the first {@code count} of them. */
    void sort(long[] numbers, int count) {
        int bits =
                Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(count), 1, BUCKET_BITS_MAX);
        scatter(numbers, count, Long.SIZE - bits, 1 << bits);
        for (int bucket = 0; bucket < 1 << bits; bucket++) {
            int from = begins[bucket];
            int to = begins[bucket + 1];
            if (to - from > NEIGHBOURS_MAX) {
                sortAll(from, to);
            } else {
                sortNeighbours(from, to);
            }
        }
        System.arraycopy(scattered, 0, numbers, 0, count);
    }

    private void scatter(long[] numbers, int count, int shift, int buckets) {
        if (scattered.length < count) {
            scattered = new long[numbers.length];
        }
        Arrays.fill(begins, 0, buckets + 1, 0);
        for (int i = 0; i < count; i++) {
            begins[(int) (numbers[i] >>> shift)]++;
        }
        int end = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            end += begins[bucket];
            begins[bucket] = end;
        }
        begins[buckets] = count;
        for (int i = count - 1; i >= 0; i--) {
            scattered[--begins[(int) (numbers[i] >>> shift)]] = numbers[i];
        }
    }

    private void sortNeighbours(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long number = scattered[i];
            int at = i;
            while (at > from && Long.compareUnsigned(scattered[at - 1], number) > 0) {
                scattered[at] = scattered[--at];
            }
            scattered[at] = number;
        }
    }

    private void sortAll(int from, int to) {
        flipSigns(from, to);
        Arrays.sort(scattered, from, to);
        flipSigns(from, to);
    }

    private void flipSigns(int from, int to) {
        for (int i = from; i < to; i++) {
            scattered[i] ^= Long.MIN_VALUE;
        }
    }
}
