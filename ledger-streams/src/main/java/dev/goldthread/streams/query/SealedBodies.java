package dev.goldthread.streams.query;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.project.EventKey;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.LogEntry;
import dev.goldthread.streams.serde.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Bodies of events, which no store here keeps: read from the ledger, and believed only when they
 * are what was applied. Thread-safe.
 */
final class SealedBodies {

    /** So many are held at a time, by one of few readers. */
    private static final int AT_ONCE = 32;

    private final Leases leases;
    private final LedgerFetch ledger;
    private final LedgerRecordReader records;
    private final ToIntFunction<Product> partitionOf;

    SealedBodies(
            Leases leases,
            LedgerFetch ledger,
            LedgerRecordReader records,
            ToIntFunction<Product> partitionOf) {
        this.leases = leases;
        this.ledger = ledger;
        this.records = records;
        this.partitionOf = partitionOf;
    }

    /**
     * @throws IllegalStateException when the ledger does not answer, or holds something else than
     *     was applied
     */
    Optional<SealedEvent> of(EventKey event) {
        return entry(event).flatMap(entry -> fetch(event.product(), entry));
    }

    private Optional<LogEntry> entry(EventKey event) {
        try (Lease lease = leases.of(event.product())) {
            GraphReader graph = lease.of(event.product());
            OptionalLong seq = graph.seqOf(event);
            return seq.isEmpty() ? Optional.empty() : graph.entry(event.product(), seq.getAsLong());
        }
    }

    /**
     * The events of some entries of a log, in order.
     *
     * @param seqs growing; of events, not of repetitions
     * @param sink takes one after the other, so that not all bodies are held
     * @throws IllegalStateException as {@link #of}
     */
    void each(Product product, List<Long> seqs, Consumer<SealedEvent> sink) {
        for (int from = 0; from < seqs.size(); from += AT_ONCE) {
            fetch(
                            product,
                            entries(
                                    product,
                                    seqs.subList(from, Math.min(from + AT_ONCE, seqs.size()))))
                    .forEach(sink);
        }
    }

    private List<LogEntry> entries(Product product, List<Long> seqs) {
        try (Lease lease = leases.of(product)) {
            GraphReader graph = lease.of(product);
            return seqs.stream().flatMap(seq -> graph.entry(product, seq).stream()).toList();
        }
    }

    private Optional<SealedEvent> fetch(Product product, LogEntry entry) {
        return fetch(product, List.of(entry)).stream().findFirst();
    }

    private List<SealedEvent> fetch(Product product, List<LogEntry> entries) {
        List<ConsumerRecord<byte[], byte[]>> found =
                ledger.records(
                        partitionOf.applyAsInt(product),
                        entries.stream().map(LogEntry::offset).toList());
        List<SealedEvent> events = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            sealed(product, entries.get(i), found.get(i)).ifPresent(events::add);
        }
        return events;
    }

    private Optional<SealedEvent> sealed(
            Product product, LogEntry entry, ConsumerRecord<byte[], byte[]> record) {
        Seal seal = Seal.parse(LedgerHeaders.value(record.headers(), LedgerHeaders.SEAL));
        check(product, seal, entry, record.value());
        return records.event(record).map(event -> new SealedEvent(event, seal, entry.leaf()));
    }

    private static void check(Product product, Seal seal, LogEntry entry, byte[] value) {
        int length = Math.max(0, value.length - WireFormat.BODY_OFFSET);
        Digest body = Digest.sha256(value, value.length - length, length);
        if (!seal.leaf().equals(entry.leaf()) || !seal.body().equals(body)) {
            throw new IllegalStateException(
                    "log %s, seq %d: the record at offset %d is not the one that was applied (leaf %s, expected %s; body %s, sealed %s); verify the ledger"
                            .formatted(
                                    product,
                                    seal.seq(),
                                    entry.offset(),
                                    seal.leaf(),
                                    entry.leaf(),
                                    body,
                                    seal.body()));
        }
    }
}
