package dev.goldthread.api.gate;

import dev.goldthread.core.event.Digest;
import dev.goldthread.streams.ledger.Refusal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topic of refusals from its beginning and keeps the latest of them at hand. Safe for
 * any thread; one thread of its own reads.
 */
public final class RefusalIndex implements AutoCloseable {

    /** How many are kept at hand over all products; older ones stay on the topic. */
    public static final int REFUSALS_MAX = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(RefusalIndex.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Thread reader;
    private final ArrayDeque<Refusal> latest = new ArrayDeque<>();
    private final ConcurrentMap<Digest, CompletableFuture<Refusal>> watched =
            new ConcurrentHashMap<>();
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private volatile boolean closing;

    /**
     * @param client how to reach the cluster
     * @param topic the topic of refusals, which must exist
     */
    public RefusalIndex(Map<String, Object> client, String topic) {
        this.topic = topic;
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        reader = Thread.ofPlatform().daemon().name("refusals").start(this::follow);
    }

    /** Waits for the refusal of one record value. */
    record Watch(CompletableFuture<Refusal> refused, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /**
     * @param value digest of a record value as it goes to the intake, where the sealer may refuse
     *     it
     */
    Watch watch(Digest value) {
        CompletableFuture<Refusal> refused =
                watched.computeIfAbsent(value, _ -> new CompletableFuture<>());
        return new Watch(refused, () -> watched.remove(value, refused));
    }

    /** The refusals of one id that are at hand, newest first, at most {@code countMax}. */
    public List<Refusal> find(String product, Optional<String> id, int countMax) {
        synchronized (latest) {
            return latest.reversed().stream()
                    .filter(refusal -> refusal.product().filter(product::equals).isPresent())
                    .filter(refusal -> id.isEmpty() || refusal.id().equals(id))
                    .limit(countMax)
                    .toList();
        }
    }

    /** Why the index stopped, if it did. */
    public Optional<Throwable> failure() {
        return failed.isCompletedExceptionally()
                ? Optional.of(failed.exceptionNow())
                : Optional.empty();
    }

    private void follow() {
        try (consumer) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closing) {
                consumer.poll(POLL).forEach(this::learn);
            }
        } catch (WakeupException e) {
            // close() asked for it
        } catch (KafkaException e) {
            LOG.error("refusals can no longer be looked up; restart the API", e);
            failed.completeExceptionally(e);
        }
    }

    private void learn(ConsumerRecord<byte[], byte[]> record) {
        Refusal refusal;
        try {
            refusal = Refusal.of(record.headers());
        } catch (IllegalArgumentException | DateTimeException e) {
            LOG.warn(
                    "{}-{} offset {} is no refusal: {}",
                    topic,
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return;
        }
        synchronized (latest) {
            latest.addLast(refusal);
            if (latest.size() > REFUSALS_MAX) {
                latest.removeFirst();
            }
        }
        if (!watched.isEmpty() && record.value() != null) {
            CompletableFuture<Refusal> waiting = watched.get(Digest.sha256(record.value()));
            if (waiting != null) {
                waiting.complete(refusal);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            reader.join(CLOSE_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
