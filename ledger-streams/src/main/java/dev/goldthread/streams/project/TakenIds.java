package dev.goldthread.streams.project;

import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which ids the events of one batch take. Ids come in no order, and a memtable takes sorted rows
 * faster; so, as in {@link NodeNames}, each is one number until it is written: the id's (48 bits),
 * and which of the batch it is (15). For one thread.
 */
final class TakenIds {

    private static final int INDEX_BITS = 15;
    private static final int IDS_MAX = 1 << INDEX_BITS;

    /** An id that has its number. */
    record Taken(EventKey event, long seq) {}

    private final Map<Long, Taken> taken = new HashMap<>();
    private long[] numbers = new long[2_048];
    private long[] offsets = new long[2_048];
    private int count;

    /** Who takes the number in this batch, if anyone does. */
    @Nullable Taken find(long number) {
        return taken.get(number);
    }

    /**
     * @param number that no other id has
     * @param offset of the event's ledger record
     */
    void add(long number, Taken by, long offset) {
        if (count == IDS_MAX) {
            throw new IllegalStateException(
                    "a batch must not have more than %d ids; it has to be written before"
                            .formatted(IDS_MAX));
        }
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        numbers[count] = number << INDEX_BITS | count;
        offsets[count++] = offset;
        taken.put(number, by);
    }

    /** Adds a row for each, and forgets them. */
    void moveTo(RowBatch batch) {
        Arrays.sort(numbers, 0, count);
        for (int i = 0; i < count; i++) {
            long offset = offsets[(int) numbers[i] & (IDS_MAX - 1)];
            batch.put(Family.ID, GraphKeys.id(numbers[i] >>> INDEX_BITS), StoredNumbers.of(offset));
        }
        count = 0;
        taken.clear();
    }
}
