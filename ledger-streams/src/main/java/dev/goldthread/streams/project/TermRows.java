package dev.goldthread.streams.project;

import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Which events stand under which terms, gathered for one batch: a term has one row in a batch, for
 * all its events, because types, actors and services are few and events many. For one thread.
 *
 * <p>A row's key holds the ledger offset of its first event; its value how far each further one is
 * behind the one before, as LEB128 numbers.
 */
final class TermRows {

    private static final class Gathered {
        private final long first;
        private long last;
        private byte[] steps = new byte[8];
        private int length;

        Gathered(long offset) {
            first = offset;
            last = offset;
        }

        /** Once for each event, however often it says so. */
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

        byte[] toBytes() {
            return Arrays.copyOf(steps, length);
        }
    }

    private static final int LEB128_BYTES_MAX = 10;

    private final Map<IndexTerm, Gathered> terms = new HashMap<>();

    void add(IndexTerm term, long offset) {
        Gathered gathered = terms.get(term);
        if (gathered == null) {
            terms.put(term, new Gathered(offset));
        } else {
            gathered.add(offset);
        }
    }

    /**
     * Adds a row for each term, and forgets them. Terms whose numbers are the same, and which begin
     * at the same event, share a row.
     */
    void moveTo(RowBatch batch) {
        TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        terms.forEach(
                (term, gathered) -> {
                    byte[] key = GraphKeys.term(term.hash(), gathered.first);
                    byte[] value = gathered.toBytes();
                    rows.merge(key, value, (one, other) -> joined(key, one, other));
                });
        rows.forEach((key, value) -> batch.put(Family.TERM, key, value));
        terms.clear();
    }

    private static byte[] joined(byte[] key, byte[] one, byte[] other) {
        Gathered gathered = new Gathered(GraphKeys.offsetOfTerm(key));
        LongStream.concat(Arrays.stream(offsets(key, one)), Arrays.stream(offsets(key, other)))
                .sorted()
                .forEach(gathered::add);
        return gathered.toBytes();
    }

    /** The offsets that a row holds, in order. */
    static long[] offsets(byte[] key, byte[] value) {
        int count = 1;
        for (byte part : value) {
            if (part >= 0) {
                count++;
            }
        }
        long[] offsets = new long[count];
        long offset = GraphKeys.offsetOfTerm(key);
        offsets[0] = offset;
        int at = 0;
        for (int i = 1; i < count; i++) {
            long step = 0;
            int shift = 0;
            while (value[at] < 0) {
                step |= (long) (value[at++] & 0x7F) << shift;
                shift += 7;
            }
            step |= (long) value[at++] << shift;
            offset += step;
            offsets[i] = offset;
        }
        return offsets;
    }
}
