package dev.goldthread.streams.project;

import dev.goldthread.streams.project.GraphDatabase.Family;
import dev.goldthread.streams.project.GraphKeys.Role;
import java.util.Arrays;

/**
 * Which events name which nodes, gathered for one batch: a node in a role has one row in a batch,
 * for all its events. Nodes come in no order, and a memtable takes sorted rows faster; so each name
 * is one number until it is written, and sorting numbers costs little. For one thread.
 *
 * <p>A number is a node's hash (48 bits), its role (1), and which event of the batch it is (15): in
 * this order they are in the order of their keys.
 */
final class NodeNames {

    private static final int EVENT_BITS = 15;
    private static final int EVENTS_MAX = 1 << EVENT_BITS;

    private long[] names = new long[8_192];
    private int count;
    private long[] offsets = new long[2_048];
    private int events;
    private final HashSort sort = new HashSort();
    private final OffsetSteps further = new OffsetSteps(0);

    /** Says which event the names that follow stand in. */
    void begin(long offset) {
        if (events == EVENTS_MAX) {
            throw new IllegalStateException(
                    "a batch must not have more than %d events; it has to be written before"
                            .formatted(EVENTS_MAX));
        }
        if (events == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * events);
        }
        offsets[events++] = offset;
    }

    /** Twice for one event is as good as once. */
    void add(long nodeHash, Role role) {
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
        }
        long node = nodeHash >>> (Long.SIZE - GraphKeys.NODE_BYTES * 8);
        long name = (((node << 1) | role.code()) << EVENT_BITS) | (events - 1);
        names[count++] = name;
    }

    /**
     * Adds a row for each node in a role, and forgets them.
     *
     * @param applied ledger offset of the batch's last record
     */
    void moveTo(RowBatch batch, NodeCache cache, long applied) {
        sort.sort(names, count);
        byte[] key = new byte[GraphKeys.NODE_KEY_BYTES];
        int next = 0;
        while (next < count) {
            int first = next;
            long nodeAndRole = names[first] >>> EVENT_BITS;
            further.restart(offset(first));
            while (next < count && names[next] >>> EVENT_BITS == nodeAndRole) {
                further.add(offset(next++));
            }
            GraphKeys.putNode(nodeAndRole >>> 1, (byte) (nodeAndRole & 1), offset(first), key);
            cache.writing(key, applied);
            batch.put(Family.NODE, key, further.toBytes());
        }
        count = 0;
        events = 0;
    }

    private long offset(int at) {
        return offsets[(int) names[at] & (EVENTS_MAX - 1)];
    }
}
