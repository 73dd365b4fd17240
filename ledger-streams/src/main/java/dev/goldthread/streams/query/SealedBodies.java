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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Bodies of events, which no store here keeps: read from the ledger, and believed only when they
 * are what was applied. Thread-safe.
 */
final class SealedBodies {

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

    private Optional<SealedEvent> fetch(Product product, LogEntry entry) {
        ConsumerRecord<byte[], byte[]> record =
                ledger.record(partitionOf.applyAsInt(product), entry.offset());
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
