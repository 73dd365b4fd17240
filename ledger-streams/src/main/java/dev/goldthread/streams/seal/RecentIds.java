package dev.goldthread.streams.seal;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventCodec.Heading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last ids sealed in one partition, to know a submission that came before. Bounded: the oldest
 * id makes room for the newest. Not thread-safe.
 *
 * <p>Holds 16-byte prefixes of SHA-256 values and no strings: 48 bytes per id and 8 bytes of hash
 * table, so 1,000,000 ids take 56 to 64 MB. Memory grows with the ids, by doubling.
 */
final class RecentIds {

    static final int CAPACITY_MAX = 16_000_000;

    private static final int INITIAL_SLOTS = 1_024;

    /** Longs per slot: two each of the key, the requestDigest and the rawSha256. */
    private static final int STRIDE = 6;

    private static final int REQUEST = 2;
    private static final int RAW = 4;

    /** What is known about an id. */
    enum Match {
        UNKNOWN,
        /** The same submission: equal requestDigest, or equal rawSha256. */
        SAME,
        /** The same id on other content. */
        OTHER
    }

    private final int capacity;
    private long[] slots;
    // Open addressing, linear probing, at most half full: slot number + 1, 0 where free.
    private int[] table;
    private int size;
    private int oldest;

    /**
     * @param capacity how many ids are kept, 1 to {@value #CAPACITY_MAX}
     */
    RecentIds(int capacity) {
        if (capacity < 1 || capacity > CAPACITY_MAX) {
            throw new IllegalArgumentException(
                    "recent ids must be 1 to %d, but are %d; correct the sealer's options"
                            .formatted(CAPACITY_MAX, capacity));
        }
        this.capacity = capacity;
        this.slots = new long[STRIDE * Math.min(INITIAL_SLOTS, capacity)];
        this.table = new int[tableLength(Math.min(INITIAL_SLOTS, capacity))];
    }

    private static int tableLength(int slotCount) {
        return Integer.highestOneBit(2 * slotCount - 1) << 1;
    }

    int size() {
        return size;
    }

    Match find(Heading heading) {
        ByteBuffer key = key(heading);
        int found = table[position(key.getLong(0), key.getLong(8))];
        if (found == 0) {
            return Match.UNKNOWN;
        }
        int slot = (found - 1) * STRIDE;
        boolean same =
                equalAt(slot + REQUEST, prefix(heading.requestDigest()))
                        || heading.rawSha256()
                                .filter(raw -> equalAt(slot + RAW, prefix(raw)))
                                .isPresent();
        return same ? Match.SAME : Match.OTHER;
    }

    private boolean equalAt(int index, ByteBuffer prefix) {
        return slots[index] == prefix.getLong(0) && slots[index + 1] == prefix.getLong(8);
    }

    /** Keeps an id; of a known one, the first submission stands. */
    void remember(Heading heading) {
        ByteBuffer key = key(heading);
        if (table[position(key.getLong(0), key.getLong(8))] != 0) {
            return;
        }
        int slot = freeSlot();
        store(slot * STRIDE, key);
        store(slot * STRIDE + REQUEST, prefix(heading.requestDigest()));
        store(slot * STRIDE + RAW, prefix(heading.rawSha256()));
        table[position(key.getLong(0), key.getLong(8))] = slot + 1;
    }

    private void store(int index, ByteBuffer prefix) {
        slots[index] = prefix.getLong(0);
        slots[index + 1] = prefix.getLong(8);
    }

    /** The next slot, grown or taken from the oldest id. */
    private int freeSlot() {
        if (size == capacity) {
            int slot = oldest;
            remove(position(slots[slot * STRIDE], slots[slot * STRIDE + 1]));
            oldest = (oldest + 1) % capacity;
            return slot;
        }
        if (size == slots.length / STRIDE) {
            grow(Math.min(capacity, 2 * size));
        }
        return size++;
    }

    private void grow(int slotCount) {
        slots = Arrays.copyOf(slots, STRIDE * slotCount);
        table = new int[tableLength(slotCount)];
        for (int slot = 0; slot < size; slot++) {
            table[position(slots[slot * STRIDE], slots[slot * STRIDE + 1])] = slot + 1;
        }
    }

    /** Where this key is in the table, or the free place where it belongs. */
    private int position(long high, long low) {
        int mask = table.length - 1;
        int position = (int) low & mask; // the key is a hash already
        while (table[position] != 0) {
            int slot = (table[position] - 1) * STRIDE;
            if (slots[slot] == high && slots[slot + 1] == low) {
                return position;
            }
            position = (position + 1) & mask;
        }
        return position;
    }

    /** Knuth, The Art of Computer Programming, volume 3, section 6.4, Algorithm R. */
    private void remove(int position) {
        int mask = table.length - 1;
        int gap = position;
        int next = (gap + 1) & mask;
        while (table[next] != 0) {
            int home = (int) slots[(table[next] - 1) * STRIDE + 1] & mask;
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                table[gap] = table[next];
                gap = next;
            }
            next = (next + 1) & mask;
        }
        table[gap] = 0;
    }

    /** No product name holds a zero byte, so no two pairs give the same bytes. */
    private static ByteBuffer key(Heading heading) {
        String text = heading.product().name() + '\0' + heading.id().value();
        return prefix(Digest.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static ByteBuffer prefix(Digest digest) {
        return ByteBuffer.wrap(digest.toBytes());
    }

    /** Zeros for none: no digest anyone can make begins with them. */
    private static ByteBuffer prefix(Optional<Digest> digest) {
        return prefix(digest.orElse(Digest.ZERO));
    }
}
