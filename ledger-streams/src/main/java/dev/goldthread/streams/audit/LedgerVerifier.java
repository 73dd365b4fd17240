package dev.goldthread.streams.audit;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.streams.audit.LedgerReport.RegistryCheck;
import dev.goldthread.streams.audit.LedgerUnreadableException.Cause;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.serde.CachingSchemaRegistry;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.verify.KnownSchemas;
import dev.goldthread.streams.verify.LogVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads every committed record of the ledger and every checkpoint, and judges each product's log
 * (log-format, "Rules") and all that was signed of it. It trusts neither API nor stores: only the
 * topics' bytes, and the keys it is given. Not thread-safe.
 *
 * <p>It cannot see that a log's end was cut off together with its checkpoints, nor that the holder
 * of the key wrote all of it anew; that takes witnesses, or a checkpoint kept elsewhere.
 */
public final class LedgerVerifier {

    private final Map<String, Object> client;
    private final LedgerTopics topics;
    private final LedgerName ledger;
    private final Optional<SchemaRegistry> registry;
    private final CheckpointTrust trust;

    /**
     * @param client how to reach the cluster
     * @param ledger the name that origins begin with
     * @param registry against which schema ids are held, where one is reachable
     * @param trust whose signatures count
     */
    public LedgerVerifier(
            Map<String, Object> client,
            LedgerTopics topics,
            LedgerName ledger,
            Optional<SchemaRegistry> registry,
            CheckpointTrust trust) {
        this.client = Map.copyOf(client);
        this.topics = topics;
        this.ledger = ledger;
        this.registry = registry.map(CachingSchemaRegistry::new);
        this.trust = trust;
    }

    /** Judges all logs. */
    public LedgerReport verify(Progress progress) {
        return verify(Optional.empty(), progress);
    }

    /** Judges one product's log. */
    public LedgerReport verify(Product product, Progress progress) {
        return verify(Optional.of(product), progress);
    }

    private LedgerReport verify(Optional<Product> only, Progress progress) {
        return TopicReading.of(
                client,
                topicReading -> {
                    try (SchemaArchive archive = new SchemaArchive(client, topics.schemas())) {
                        return new Reading(topicReading, only, progress).run(archive);
                    }
                });
    }

    /** One pass over both topics, from their beginnings to where they ended when it began. */
    private final class Reading {

        private final TopicReading reading;
        private final Optional<Product> only;
        private final Progress progress;
        private final SignedLogs signedLogs;
        private long read;
        private long firstNanos;

        Reading(TopicReading reading, Optional<Product> only, Progress progress) {
            this.reading = reading;
            this.only = only;
            this.progress = progress;
            this.signedLogs = new SignedLogs(ledger, trust, this::isWanted);
        }

        /** Checkpoints first: what they speak of is on the ledger by then. */
        LedgerReport run(SchemaArchive archive) {
            long startNanos = System.nanoTime();
            List<TopicPartition> signed = reading.partitions(topics.checkpoints());
            List<TopicPartition> sealed = reading.partitions(topics.ledger());
            if (sealed.isEmpty()) {
                throw new LedgerUnreadableException(
                        Cause.NO_LEDGER,
                        "the cluster has no topic %s, so there is nothing to verify; check the cluster and the topic prefix"
                                .formatted(topics.ledger()));
            }
            reading.readAll(signed, signedLogs::addAll, (at, total) -> {});
            try (LedgerPass pass = new LedgerPass(this::isWanted, newLogs(archive))) {
                read = reading.readAll(sealed, batch -> judge(batch, pass), progress);
                List<LogReport> logs = pass.finish(signedLogs.histories());
                long endNanos = System.nanoTime();
                return report(
                        logs,
                        pass.judged(),
                        Duration.ofNanos(endNanos - startNanos),
                        Duration.ofNanos((read == 0 ? endNanos : firstNanos) - startNanos));
            }
        }

        private void judge(ConsumerRecords<byte[], byte[]> batch, LedgerPass pass) {
            if (firstNanos == 0 && !batch.isEmpty()) {
                firstNanos = System.nanoTime();
            }
            pass.judge(batch);
        }

        private boolean isWanted(Product product) {
            return only.isEmpty() || only.get().equals(product);
        }

        private BiFunction<Product, Integer, LogVerifier> newLogs(SchemaArchive archive) {
            return (product, partition) -> {
                LogVerifier log =
                        new LogVerifier(
                                new Origin(ledger, product),
                                partition,
                                new KnownSchemas(archive, registry));
                Optional.ofNullable(signedLogs.histories().get(product))
                        .ifPresent(history -> history.checkpoints().forEach(log::expect));
                return log;
            };
        }

        private LedgerReport report(
                List<LogReport> logs, long judged, Duration took, Duration start) {
            if (read == 0 && logs.isEmpty()) {
                throw new LedgerUnreadableException(
                        Cause.EMPTY,
                        "topic %s holds no record: an empty ledger proves nothing; emit an event, or check that this is the right cluster"
                                .formatted(topics.ledger()));
            }
            if (only.isPresent() && logs.isEmpty()) {
                throw new LedgerUnreadableException(
                        Cause.UNKNOWN_PRODUCT,
                        "the ledger has no log of product %s; goldthread products lists the ones it has"
                                .formatted(only.get()));
            }
            return new LedgerReport(
                    logs,
                    judged,
                    took,
                    start,
                    registry.isPresent() ? RegistryCheck.DONE : RegistryCheck.NO_REGISTRY);
        }
    }
}
