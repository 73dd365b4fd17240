package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.ChainVerdict;
import dev.goldthread.core.seal.ChainVerdict.Broken;
import dev.goldthread.core.seal.ChainVerdict.Intact;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.streams.verify.KnownSchemas;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The logs of one partition while it is checkpointed: those with entries that are not signed yet,
 * and those that must not be signed. One thread at a time.
 */
final class PartitionLogs {

    private final CheckpointerParts parts;
    private final int partition;
    private final LogStates states;
    private final KnownSchemas schemas;
    private final Handovers handovers;
    private final Map<Product, OpenLog> open = new HashMap<>();
    private final Set<Product> alarmed = new HashSet<>();
    private final Set<Product> refused = new HashSet<>();
    private final Set<Product> healed = new HashSet<>();
    private long nextOffset;

    PartitionLogs(CheckpointerParts parts, int partition, LogStates states, long nextOffset) {
        this.parts = parts;
        this.partition = partition;
        this.states = states;
        this.nextOffset = nextOffset;
        this.schemas = parts.schemas();
        this.handovers = new Handovers(schemas, parts.keys());
    }

    /** Next offset of the ledger that was not looked at. */
    long nextOffset() {
        return nextOffset;
    }

    Map<Product, OpenLog> open() {
        return open;
    }

    /** Logs whose alarm of an earlier run is over. */
    Set<Product> healed() {
        return healed;
    }

    /** A log as far as it was signed, or from its start. */
    OpenLog open(Product product) {
        return open.computeIfAbsent(
                product,
                name -> {
                    Optional<LogState> state = states.get(name);
                    return state.isPresent()
                            ? OpenLog.after(
                                    state.get(), origin(name), partition, schemas, handovers)
                            : fromStart(name);
                });
    }

    private OpenLog fromStart(Product product) {
        return OpenLog.fromStart(origin(product), partition, schemas, handovers);
    }

    Origin origin(Product product) {
        return new Origin(parts.config().ledger(), product);
    }

    /**
     * Judges the next record of the partition; one that was judged before is passed over.
     *
     * @return the log whose record does not fit, if it does not: it has to be {@link #recheck}ed
     */
    Optional<Product> accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.offset() < nextOffset) {
            return Optional.empty();
        }
        nextOffset = record.offset() + 1;
        byte[] key = record.key() == null ? new byte[0] : record.key();
        String name = new String(key, StandardCharsets.UTF_8);
        if (!Product.isName(name)) {
            parts.alarms().raise(partition, foreign(record, key));
            return Optional.empty();
        }
        Product product = new Product(name);
        if (alarmed.contains(product)) {
            return Optional.empty();
        }
        OpenLog log = open(product);
        if (record.offset() <= log.offset()) {
            return Optional.empty();
        }
        boolean intact = log.accept(record) instanceof Intact;
        if (intact) {
            parts.counters().countVerified();
        }
        return intact ? Optional.empty() : Optional.of(product);
    }

    private static Alarm foreign(ConsumerRecord<byte[], byte[]> record, byte[] key) {
        return new Alarm(
                "%s-%d, offset %d".formatted(record.topic(), record.partition(), record.offset()),
                0,
                "key",
                "a product's name",
                Arrays.toString(Arrays.copyOf(key, Math.min(key.length, 40))),
                "somebody else than the sealer wrote this record");
    }

    /**
     * Judges logs anew by the ledger alone, from their first record on, against what the topic of
     * checkpoints says was signed. What the store held of them counts only where that topic is
     * silent. A log that does not stand this is not signed any more.
     */
    void recheck(Set<Product> products) {
        if (products.isEmpty()) {
            return;
        }
        Map<Product, Broken> broken = new HashMap<>();
        Map<Product, PublishedNotes.Log> published = published(products);
        for (Product product : products) {
            OpenLog log = fromStart(product);
            open.put(product, log);
            keep(product, expect(log, product, published), broken);
        }
        try (var ledger = parts.ledger(partition)) {
            ledger.read(
                    ledger.begin(),
                    nextOffset,
                    record -> {
                        judgeAgain(record, products, broken);
                        return true;
                    });
        }
        for (Product product : products) {
            keep(product, open(product).finish(), broken);
            settle(product, Optional.ofNullable(broken.get(product)));
        }
    }

    private Map<Product, PublishedNotes.Log> published(Set<Product> products) {
        try (var checkpoints = parts.checkpoints(partition)) {
            return PublishedNotes.read(
                    checkpoints,
                    checkpoints.begin(),
                    checkpoints.end(),
                    products::contains,
                    parts.config().ledger(),
                    parts.keys().book());
        }
    }

    private ChainVerdict expect(
            OpenLog log, Product product, Map<Product, PublishedNotes.Log> published) {
        PublishedNotes.Log notes = published.get(product);
        if (notes != null) {
            return notes.trusted().isEmpty() ? unsigned(product) : log.expect(notes);
        }
        return states.get(product)
                .map(state -> log.expect(Checkpoint.of(origin(product), state.tree())))
                .orElseGet(log::finish);
    }

    private Broken unsigned(Product product) {
        return new Broken(
                origin(product),
                0,
                "signature",
                "one by a key of this ledger",
                "none that verifies",
                "the topic of checkpoints holds notes of this log, but none by keys/verifier-keys");
    }

    private void judgeAgain(
            ConsumerRecord<byte[], byte[]> record,
            Set<Product> products,
            Map<Product, Broken> broken) {
        String name =
                new String(
                        record.key() == null ? new byte[0] : record.key(), StandardCharsets.UTF_8);
        if (Product.isName(name)) {
            Product product = new Product(name);
            if (products.contains(product) && !broken.containsKey(product)) {
                keep(product, open(product).accept(record), broken);
            }
        }
    }

    private static void keep(Product product, ChainVerdict verdict, Map<Product, Broken> broken) {
        if (verdict instanceof Broken found) {
            broken.putIfAbsent(product, found);
        }
    }

    private void settle(Product product, Optional<Broken> broken) {
        if (broken.isEmpty()) {
            healed.add(product);
            return;
        }
        refuse(product, Alarm.of(broken.get()));
    }

    /** Raises the alarm; the log is not signed any more, the others go on. */
    void refuse(Product product, Alarm alarm) {
        open.remove(product);
        alarmed.add(product);
        refused.add(product);
        parts.alarms().raise(partition, alarm);
    }

    /** Logs whose alarm has to be kept for the next run. */
    Set<Product> refused() {
        return refused;
    }
}
