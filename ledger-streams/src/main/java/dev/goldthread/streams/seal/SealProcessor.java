package dev.goldthread.streams.seal;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventCodec.Heading;
import dev.goldthread.core.seal.Chain;
import dev.goldthread.core.seal.Sealed;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.Refusal;
import dev.goldthread.streams.seal.IntakeCheck.Finding;
import dev.goldthread.streams.seal.SchemasById.WriterSchema;
import dev.goldthread.streams.serde.WireFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The seal step of one partition. Everything it holds is made anew in {@link #init}, because a
 * failed transaction undoes what was sealed since the last commit. One thread at a time.
 */
final class SealProcessor implements Processor<byte[], byte[], byte[], SealOutput> {

    /** Leaves room for headers below the topics' max.message.bytes. */
    private static final int REJECTED_BYTES_MAX = 1024 * 1024;

    private final SealerParts parts;
    private @Nullable Task task;

    /** What one life of the task works on. */
    private record Task(
            ProcessorContext<byte[], SealOutput> context,
            int partition,
            HeadStore heads,
            RecentIds recentIds,
            IntakeCheck check,
            long resumeAt) {}

    SealProcessor(SealerParts parts) {
        this.parts = parts;
    }

    /**
     * @throws SealingStoppedException when this partition's logs must not be continued
     */
    @Override
    public void init(ProcessorContext<byte[], SealOutput> context) {
        task = null;
        int partition = context.taskId().partition();
        HeadStore heads = new HeadStore(context.getStateStore(HeadStore.NAME), partition);
        TaskStart.Ready ready = parts.startOf(partition).check(heads);
        task =
                new Task(
                        context,
                        partition,
                        heads,
                        ready.recentIds(),
                        new IntakeCheck(parts.schemas(), partition, ready.partitionCount()),
                        ready.resumeAt());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Task current = task;
        if (current == null) {
            throw new IllegalStateException("a record came before the task was started");
        }
        if (offset(current) < current.resumeAt()) {
            parts.counters().countDuplicate();
            return;
        }
        switch (current.check().check(record.key(), record.value())) {
            case Finding.Fit(Heading heading, WriterSchema schema) ->
                    sealOnce(current, record, heading, schema);
            case Finding.Unfit(RefusalRule rule, String detail) ->
                    reject(current, record, rule, detail, Optional.empty());
        }
    }

    private void sealOnce(
            Task current, Record<byte[], byte[]> record, Heading heading, WriterSchema schema) {
        switch (current.recentIds().find(heading)) {
            case UNKNOWN -> seal(current, record, heading, schema);
            case SAME -> parts.counters().countDuplicate(); // the first receipt stands
            case OTHER ->
                    reject(
                            current,
                            record,
                            RefusalRule.ID_CONFLICT,
                            "id %s of product %s is sealed with other content"
                                    .formatted(heading.id(), heading.product()),
                            Optional.of(heading));
        }
    }

    private void seal(
            Task current, Record<byte[], byte[]> record, Heading heading, WriterSchema schema) {
        parts.schemas().archive(schema);
        byte[] value = record.value();
        Digest body =
                Digest.sha256(value, WireFormat.BODY_OFFSET, value.length - WireFormat.BODY_OFFSET);
        Sealed sealed =
                Chain.seal(
                        current.heads().get(heading.product()), clockMicros(), schema.hash(), body);
        RecordHeaders headers = new RecordHeaders();
        headers.add(LedgerHeaders.SEAL, sealed.seal().toBytes());
        headers.add(LedgerHeaders.LEAF, sealed.leaf().toBytes());
        // The timestamp stays the intake's: the broker's clock when the event was accepted. It
        // never runs backwards within a partition, so offsets can be looked up by time; occurredAt
        // does. What counts as evidence is sealed_at, not this.
        current.context()
                .forward(
                        new Record<>(
                                record.key(),
                                new SealOutput(current.partition(), value),
                                record.timestamp(),
                                headers),
                        SealerTopology.LEDGER);
        current.heads().put(heading.product(), sealed.next());
        current.recentIds().remember(heading);
        parts.counters().countSealed();
    }

    private void reject(
            Task current,
            Record<byte[], byte[]> record,
            RefusalRule rule,
            String detail,
            Optional<Heading> heading) {
        Refusal refusal =
                new Refusal(
                        rule.text(),
                        detail,
                        rule.remedy(),
                        parts.clock().instant(),
                        Optional.empty(),
                        heading.map(found -> found.product().name()),
                        heading.map(found -> found.id().value()),
                        Optional.empty(),
                        source(current));
        boolean fits = bytes(record.key()) + bytes(record.value()) <= REJECTED_BYTES_MAX;
        // What does not fit stays on the intake, where the header "source" points.
        current.context()
                .forward(
                        new Record<>(
                                fits ? record.key() : null,
                                new SealOutput(current.partition(), fits ? record.value() : null),
                                record.timestamp(),
                                refusal.toHeaders()),
                        SealerTopology.REJECTED);
        parts.counters().countRejected(rule);
    }

    private static int bytes(byte @Nullable [] part) {
        return part == null ? 0 : part.length;
    }

    private static long offset(Task current) {
        return current.context()
                .recordMetadata()
                .map(RecordMetadata::offset)
                .orElse(Long.MAX_VALUE);
    }

    private static Optional<String> source(Task current) {
        return current.context()
                .recordMetadata()
                .map(at -> "%s-%d-%d".formatted(at.topic(), at.partition(), at.offset()));
    }

    private long clockMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, parts.clock().instant());
    }

    @Override
    public void close() {
        task = null;
    }
}
