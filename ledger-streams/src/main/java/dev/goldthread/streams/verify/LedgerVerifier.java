package dev.goldthread.streams.verify;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.serde.RegistryRefusedException;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import dev.goldthread.streams.serde.SchemaRegistry;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.verify.LedgerReport.RegistryCheck;
import dev.goldthread.streams.verify.LedgerUnreadableException.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads every committed record of the ledger topic and judges each product's log (log-format,
 * "Rules"). It trusts neither API nor stores: only the topic's bytes. Not thread-safe.
 *
 * <p>It cannot see that a log's end was cut off, or that all of it was written anew; that takes a
 * signed checkpoint kept elsewhere.
 */
public final class LedgerVerifier {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
    private static final Duration STALL_MAX = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> client;
    private final LedgerTopics topics;
    private final LedgerName ledger;
    private final Optional<SchemaRegistry> registry;

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
     */
    public LedgerVerifier(
            Map<String, Object> client,
            LedgerTopics topics,
            LedgerName ledger,
            Optional<SchemaRegistry> registry) {
        this.client = Map.copyOf(client);
        this.topics = topics;
        this.ledger = ledger;
        this.registry = registry;
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
            Reading reading = new Reading(consumer, partitions(consumer), only, progress);
            return reading.run(new KnownSchemas(archive, registry));
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

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topics.ledger(), ANSWER_MAX).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            if (!partitions.isEmpty()) {
                return partitions;
            }
        } catch (UnknownTopicOrPartitionException e) {
            // the same as no partitions: told below
        }
        throw new LedgerUnreadableException(
                Cause.NO_LEDGER,
                "the cluster has no topic %s, so there is nothing to verify; check the cluster and the topic prefix"
                        .formatted(topics.ledger()));
    }

    /** One pass over the topic, from its beginning to where it ended when the pass began. */
    private final class Reading {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final List<TopicPartition> partitions;
        private final Optional<Product> only;
        private final Progress progress;
        private final Map<Product, LogVerifier> logs = new HashMap<>();
        private long read;
        private long judged;

        Reading(
                KafkaConsumer<byte[], byte[]> consumer,
                List<TopicPartition> partitions,
                Optional<Product> only,
                Progress progress) {
            this.consumer = consumer;
            this.partitions = partitions;
            this.only = only;
            this.progress = progress;
        }

        LedgerReport run(KnownSchemas schemas) {
            long startNanos = System.nanoTime();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER_MAX);
            long total = ends.values().stream().mapToLong(Long::longValue).sum();
            long lastNanos = startNanos;
            while (!isAt(ends)) {
                var batch = consumer.poll(POLL);
                batch.forEach(record -> judge(record, schemas));
                read += batch.count();
                progress.read(read, total);
                lastNanos = batch.isEmpty() ? lastNanos : System.nanoTime();
                if (System.nanoTime() - lastNanos > STALL_MAX.toNanos()) {
                    throw new TimeoutException(
                            "no record came for %s, though topic %s has more"
                                    .formatted(STALL_MAX, topics.ledger()));
                }
            }
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            return report(took);
        }

        /** End offsets of a committed reader stop before open transactions. */
        private boolean isAt(Map<TopicPartition, Long> ends) {
            return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey(), ANSWER_MAX) >= end.getValue());
        }

        private void judge(ConsumerRecord<byte[], byte[]> record, KnownSchemas schemas) {
            Product product = product(record);
            if (only.isEmpty() || only.get().equals(product)) {
                judged++;
                logs.computeIfAbsent(
                                product,
                                key ->
                                        new LogVerifier(
                                                new Origin(ledger, key),
                                                record.partition(),
                                                schemas))
                        .accept(record);
            }
        }

        /** A key that names no product belongs to no log, so nothing can vouch for the record. */
        private Product product(ConsumerRecord<byte[], byte[]> record) {
            byte[] key = record.key() == null ? new byte[0] : record.key();
            try {
                return new Product(new String(key, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new ForeignRecordException(record, Arrays.toString(key), e);
            }
        }

        private LedgerReport report(Duration took) {
            if (read == 0) {
                throw new LedgerUnreadableException(
                        Cause.EMPTY,
                        "topic %s holds no record: an empty ledger proves nothing; emit an event, or check that this is the right cluster"
                                .formatted(topics.ledger()));
            }
            only.filter(product -> !logs.containsKey(product))
                    .ifPresent(
                            product -> {
                                throw new LedgerUnreadableException(
                                        Cause.UNKNOWN_PRODUCT,
                                        "the ledger has no log of product %s; goldthread products lists the ones it has"
                                                .formatted(product));
                            });
            return new LedgerReport(
                    logs.values().stream().map(LogVerifier::report).toList(),
                    judged,
                    took,
                    registry.isPresent() ? RegistryCheck.DONE : RegistryCheck.NO_REGISTRY);
        }
    }
}
