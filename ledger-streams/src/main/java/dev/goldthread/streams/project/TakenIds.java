package dev.goldthread.streams.project;

import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which ids the events of one batch take. Ids come in no order, and a memtable takes sorted rows
 * faster; so, as in {@link NodeNames}, each is one number until it is written: the id's (48 bits),
 * and which of the batch it is (16). For one thread.
 */
final class TakenIds {

    private static final int INDEX_BITS = 16;
    private static final int IDS_MAX = 1 << 15;

    /** An id that has its number. */
    record Taken(EventKey event, long seq) {}

    private long[] numbers = new long[2_048];
    private long[] offsets = new long[2_048];
    private Taken[] taken = new Taken[2_048];
    private int count;

    /**
     * Where each is found: 1 + which of the batch it is, at the place that its number says, or the
     * next that was free. Twice as many places as ids at least; numbers begin with a hash.
     */
    private char[] places = new char[4_096];

    private final HashSort sort = new HashSort();

    /** Who takes the number in this batch, if anyone does. */
    @Nullable Taken find(long number) {
        int index = places[placeOf(number)] - 1;
        return index < 0 ? null : taken[index];
    }

    /** Where it stands, or would. */
    private int placeOf(long number) {
        int mask = places.length - 1;
        int place = (int) number & mask;
        while (places[place] != 0 && numbers[places[place] - 1] >>> INDEX_BITS != number) {
            place = (place + 1) & mask;
        }
        return place;
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
            grow();
        }
        numbers[count] = number << INDEX_BITS | count;
        offsets[count] = offset;
        taken[count] = by;
        places[placeOf(number)] = (char) ++count;
    }

    private void grow() {
        numbers = Arrays.copyOf(numbers, 2 * count);
        offsets = Arrays.copyOf(offsets, 2 * count);
        taken = Arrays.copyOf(taken, 2 * count);
        places = new char[4 * count];
        for (int i = 0; i < count; i++) {
            places[placeOf(numbers[i] >>> INDEX_BITS)] = (char) (i + 1);
        }
    }

    /** Adds a row for each, and forgets them. */
    void moveTo(RowBatch batch) {
        sort.sort(numbers, count);
        for (int i = 0; i < count; i++) {
            long offset = offsets[(int) numbers[i] & (IDS_MAX - 1)];
            batch.put(Family.ID, GraphKeys.id(numbers[i] >>> INDEX_BITS), StoredNumbers.of(offset));
        }
        Arrays.fill(taken, 0, count, null);
        Arrays.fill(places, '\0');
        count = 0;
    }
}
