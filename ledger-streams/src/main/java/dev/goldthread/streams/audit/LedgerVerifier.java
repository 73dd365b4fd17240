package dev.goldthread.streams.audit;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.streams.audit.LedgerReport.RegistryCheck;
import dev.goldthread.streams.audit.LedgerUnreadableException.Cause;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.serde.CachingSchemaRegistry;
import dev.goldthread.streams.serde.RegistryRefusedException;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.verify.KnownSchemas;
import dev.goldthread.streams.verify.LogVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads every committed record of the ledger and every checkpoint, and judges each product's log
 * (log-format, "Rules") and all that was signed of it. It trusts neither API nor stores: only the
 * topics' bytes, and the keys it is given. Not thread-safe.
 *
 * <p>It cannot see that a log's end was cut off together with its checkpoints, nor that the holder
 * of the key wrote all of it anew; that takes witnesses, or a checkpoint kept elsewhere.
 */
public final class LedgerVerifier {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
    private static final Duration STALL_MAX = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> client;
    private final LedgerTopics topics;
    private final LedgerName ledger;
    private final Optional<SchemaRegistry> registry;
    private final CheckpointTrust trust;

    /** Hears how far the reading has come. */
    public interface Progress {
        /**
         * @param read records read so far
         * @param total records that the topic's offsets promise at most
         */
        void read(long read, long total);
    }

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
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                SchemaArchive archive = new SchemaArchive(client, topics.schemas())) {
            return new Reading(consumer, only, progress).run(archive);
        } catch (RegistryUnavailableException | RegistryRefusedException e) {
            throw unreadable(
                    Cause.UNREACHABLE,
                    "schema ids cannot be held against the registry: %s; start it, or verify without one",
                    e);
        } catch (AuthenticationException | AuthorizationException e) {
            throw unreadable(
                    Cause.NOT_ALLOWED,
                    "the cluster refuses this client: %s; check its user, password and rights",
                    e);
        } catch (KafkaException e) {
            throw unreadable(
                    Cause.UNREACHABLE,
                    "the cluster cannot be read: %s; check that it runs and its address",
                    e);
        }
    }

    private static LedgerUnreadableException unreadable(Cause cause, String form, Exception e) {
        return new LedgerUnreadableException(cause, form.formatted(e.getMessage()), e);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** One pass over both topics, from their beginnings to where they ended when it began. */
    private final class Reading {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Optional<Product> only;
        private final Progress progress;
        private final Map<Product, SignedHistory> histories = new HashMap<>();
        private long read;

        Reading(KafkaConsumer<byte[], byte[]> consumer, Optional<Product> only, Progress progress) {
            this.consumer = consumer;
            this.only = only;
            this.progress = progress;
        }

        /** Checkpoints first: what they speak of is on the ledger by then. */
        LedgerReport run(SchemaArchive archive) {
            long startNanos = System.nanoTime();
            List<TopicPartition> signed = partitions(topics.checkpoints());
            List<TopicPartition> sealed = partitions(topics.ledger());
            if (sealed.isEmpty()) {
                throw new LedgerUnreadableException(
                        Cause.NO_LEDGER,
                        "the cluster has no topic %s, so there is nothing to verify; check the cluster and the topic prefix"
                                .formatted(topics.ledger()));
            }
            readAll(signed, batch -> batch.forEach(this::learn), (at, total) -> {});
            try (LedgerPass pass = new LedgerPass(this::isWanted, newLogs(archive))) {
                read = readAll(sealed, pass::judge, progress);
                List<LogReport> logs = pass.finish(histories);
                return report(
                        logs, pass.judged(), Duration.ofNanos(System.nanoTime() - startNanos));
            }
        }

        private boolean isWanted(Product product) {
            return only.isEmpty() || only.get().equals(product);
        }

        private void learn(ConsumerRecord<byte[], byte[]> record) {
            byte[] key = record.key() == null ? new byte[0] : record.key();
            Product product;
            try {
                product = new Product(new String(key, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new ForeignRecordException(record, Arrays.toString(key), e);
            }
            if (isWanted(product)) {
                histories
                        .computeIfAbsent(
                                product, name -> new SignedHistory(new Origin(ledger, name), trust))
                        .add(record);
            }
        }

        private BiFunction<Product, Integer, LogVerifier> newLogs(SchemaArchive archive) {
            return (product, partition) -> {
                LogVerifier log =
                        new LogVerifier(
                                new Origin(ledger, product),
                                partition,
                                new KnownSchemas(archive, registry));
                Optional.ofNullable(histories.get(product))
                        .ifPresent(history -> history.checkpoints().forEach(log::expect));
                return log;
            };
        }

        private List<TopicPartition> partitions(String topic) {
            try {
                return consumer.partitionsFor(topic, ANSWER_MAX).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
            } catch (UnknownTopicOrPartitionException e) {
                return List.of();
            }
        }

        private long readAll(
                List<TopicPartition> partitions,
                Consumer<ConsumerRecords<byte[], byte[]>> sink,
                Progress told) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER_MAX);
            long total = ends.values().stream().mapToLong(Long::longValue).sum();
            long count = 0;
            long lastNanos = System.nanoTime();
            while (!isAt(ends)) {
                var batch = consumer.poll(POLL);
                sink.accept(batch);
                count += batch.count();
                told.read(count, total);
                lastNanos = batch.isEmpty() ? lastNanos : System.nanoTime();
                if (System.nanoTime() - lastNanos > STALL_MAX.toNanos()) {
                    throw new TimeoutException(
                            "no record came for %s, though %s have more"
                                    .formatted(STALL_MAX, partitions));
                }
            }
            return count;
        }

        /** End offsets of a committed reader stop before open transactions. */
        private boolean isAt(Map<TopicPartition, Long> ends) {
            return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey(), ANSWER_MAX) >= end.getValue());
        }

        private LedgerReport report(List<LogReport> logs, long judged, Duration took) {
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
                    registry.isPresent() ? RegistryCheck.DONE : RegistryCheck.NO_REGISTRY);
        }
    }
}
