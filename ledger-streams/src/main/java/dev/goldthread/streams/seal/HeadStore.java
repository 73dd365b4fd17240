package dev.goldthread.streams.seal;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One partition's heads: product (UTF-8) → {@link LogHead#toBytes}. One more row counts the heads,
 * so that a single lost one is noticed: its log would begin again at seq 0.
 */
final class HeadStore {

    static final String NAME = "heads";

    /** No product name holds a zero byte. */
    private static final byte[] COUNT_KEY = "\0count".getBytes(StandardCharsets.UTF_8);

    private final KeyValueStore<byte[], byte[]> store;
    private final int partition;

    HeadStore(KeyValueStore<byte[], byte[]> store, int partition) {
        this.store = store;
        this.partition = partition;
    }

    static byte[] key(Product product) {
        return product.name().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] countKey() {
        return COUNT_KEY.clone();
    }

    static boolean isCountKey(byte[] key) {
        return Arrays.equals(key, COUNT_KEY);
    }

    static byte[] countValue(long count) {
        return ByteBuffer.allocate(Long.BYTES).putLong(count).array();
    }

    /** The head of a log; {@link LogHead#EMPTY} for one that was never begun. */
    LogHead get(Product product) {
        byte[] value = store.get(key(product));
        if (value == null) {
            return LogHead.EMPTY;
        }
        return parse(key(product), value);
    }

    void put(Product product, LogHead head) {
        if (head.size() == 1) {
            store.put(COUNT_KEY, countValue(storedCount() + 1));
        }
        store.put(key(product), head.toBytes());
    }

    private long storedCount() {
        byte[] value = store.get(COUNT_KEY);
        return value == null || value.length != Long.BYTES ? 0 : ByteBuffer.wrap(value).getLong();
    }

    /**
     * Reads every head; a few hundred nanoseconds each.
     *
     * @return how many there are
     * @throws HeadsMismatchException when one cannot be read or the count is another
     */
    long verify() {
        long count = 0;
        try (KeyValueIterator<byte[], byte[]> rows = store.all()) {
            while (rows.hasNext()) {
                KeyValue<byte[], byte[]> row = rows.next();
                if (!isCountKey(row.key)) {
                    parse(row.key, row.value);
                    count++;
                }
            }
        }
        if (count != storedCount()) {
            throw HeadsMismatchException.count(partition, storedCount(), count);
        }
        return count;
    }

    private LogHead parse(byte[] key, byte[] value) {
        try {
            return LogHead.parse(value);
        } catch (MalformedException e) {
            throw HeadsMismatchException.unreadable(
                    partition,
                    new String(key, StandardCharsets.UTF_8),
                    String.valueOf(e.getMessage()));
        }
    }
}
