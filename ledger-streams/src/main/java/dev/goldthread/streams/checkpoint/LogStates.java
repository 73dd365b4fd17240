package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.MalformedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One partition's store: product → {@link LogState}, and rows of its own behind keys that begin
 * with a zero byte, which no product name does: how far both topics were read, and which logs have
 * an alarm. A row that cannot be read is taken as missing: the ledger has it all.
 */
final class LogStates {

    static final String NAME = "logs";

    private static final Logger LOG = System.getLogger(LogStates.class.getName());
    private static final byte[] MARKS_KEY = "\0marks".getBytes(StandardCharsets.UTF_8);
    private static final String ALARM_PREFIX = "\0alarm ";
    private static final byte[] ALARM_VALUE = {1};

    private final KeyValueStore<byte[], byte[]> store;

    LogStates(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    /**
     * How far the store goes.
     *
     * @param ledger next offset of the ledger that it does not reflect
     * @param checkpoints next offset of the topic of checkpoints that it was not compared with
     */
    record Marks(long ledger, long checkpoints) {
        static final Marks NONE = new Marks(0, 0);
    }

    Marks marks() {
        byte[] value = store.get(MARKS_KEY);
        if (value == null || value.length != 2 * Long.BYTES) {
            return Marks.NONE;
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        return new Marks(buffer.getLong(), buffer.getLong());
    }

    void put(Marks marks) {
        store.put(
                MARKS_KEY,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(marks.ledger())
                        .putLong(marks.checkpoints())
                        .array());
    }

    Optional<LogState> get(Product product) {
        byte[] value = store.get(key(product));
        return value == null ? Optional.empty() : parse(product.name(), value);
    }

    void put(Product product, LogState state) {
        store.put(key(product), state.toBytes());
    }

    void putAlarm(Product product) {
        store.put(alarmKey(product), ALARM_VALUE);
    }

    void removeAlarm(Product product) {
        store.delete(alarmKey(product));
    }

    Set<Product> alarmed() {
        Set<Product> products = new HashSet<>();
        // Behind the prefix comes the zero byte's neighbour: every key with the prefix lies before.
        byte[] from = ALARM_PREFIX.getBytes(StandardCharsets.UTF_8);
        byte[] to = from.clone();
        to[to.length - 1]++;
        try (KeyValueIterator<byte[], byte[]> rows = store.range(from, to)) {
            while (rows.hasNext()) {
                String key = new String(rows.next().key, StandardCharsets.UTF_8);
                products.add(new Product(key.substring(ALARM_PREFIX.length())));
            }
        }
        return products;
    }

    /** Every log's state, in no order; a microsecond each. */
    void forEach(BiConsumer<Product, LogState> sink) {
        try (KeyValueIterator<byte[], byte[]> rows = store.all()) {
            while (rows.hasNext()) {
                KeyValue<byte[], byte[]> row = rows.next();
                if (row.key.length > 0 && row.key[0] != 0) {
                    String name = new String(row.key, StandardCharsets.UTF_8);
                    parse(name, row.value)
                            .ifPresent(state -> sink.accept(new Product(name), state));
                }
            }
        }
    }

    private static Optional<LogState> parse(String name, byte[] value) {
        try {
            return Optional.of(LogState.parse(value));
        } catch (MalformedException e) {
            LOG.log(
                    Level.WARNING,
                    "state of log {0} cannot be read and is made anew: {1}",
                    name,
                    e.getMessage());
            return Optional.empty();
        }
    }

    static byte[] key(Product product) {
        return product.name().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] alarmKey(Product product) {
        return (ALARM_PREFIX + product.name()).getBytes(StandardCharsets.UTF_8);
    }
}
