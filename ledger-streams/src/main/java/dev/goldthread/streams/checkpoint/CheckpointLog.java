package dev.goldthread.streams.checkpoint;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.streams.topic.LedgerTopics;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows the topic of checkpoints from its beginning and keeps each log's latest ones at hand,
 * merged with what witnesses and timestamp authorities added. It verifies nothing. Safe for any
 * thread; one thread of its own reads.
 */
public final class CheckpointLog implements AutoCloseable {

    /** How many sizes of a log are kept at hand; older ones stay on the topic. */
    public static final int SIZES_MAX = 256;

    private static final Logger LOG = System.getLogger(CheckpointLog.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(3);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

    private final LedgerName ledger;
    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Thread reader;
    private final Map<Product, LogNotes> logs = new HashMap<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private volatile boolean closing;

    /**
     * Begins to read, and returns at once.
     *
     * @param client how to reach the cluster
     * @param topics the topic of checkpoints must exist
     * @param ledger the name that origins begin with; notes of other logs are left out
     */
    public CheckpointLog(Map<String, Object> client, LedgerTopics topics, LedgerName ledger) {
        this.ledger = ledger;
        this.topic = topics.checkpoints();
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        reader = Thread.ofPlatform().daemon().name("checkpoints").start(this::follow);
    }

    /** The largest checkpoint of a log; of one signed by two keys, the later signature. */
    public Optional<PublishedCheckpoint> latest(Product product) {
        synchronized (logs) {
            return Optional.ofNullable(logs.get(product)).flatMap(LogNotes::latest);
        }
    }

    /** The checkpoint of this size, if it is at hand: among the log's latest {@link #SIZES_MAX}. */
    public Optional<PublishedCheckpoint> at(Product product, long size) {
        synchronized (logs) {
            return Optional.ofNullable(logs.get(product)).flatMap(log -> log.at(size));
        }
    }

    /** The smallest checkpoint at hand that covers so many entries. */
    public Optional<PublishedCheckpoint> atLeast(Product product, long size) {
        synchronized (logs) {
            return Optional.ofNullable(logs.get(product)).flatMap(log -> log.atLeast(size));
        }
    }

    /** The logs that have one. */
    public List<Product> products() {
        synchronized (logs) {
            return logs.keySet().stream().sorted().toList();
        }
    }

    /**
     * Waits until all is read that the topic held when this was opened.
     *
     * @return whether that is so
     */
    public boolean awaitCaughtUp(Duration atMost) {
        try {
            caughtUp.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Why it stopped, if it did. */
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
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER_MAX);
            while (!closing) {
                consumer.poll(POLL).forEach(this::learn);
                if (!caughtUp.isDone() && isAt(ends)) {
                    caughtUp.complete(null);
                }
            }
        } catch (WakeupException e) {
            // close() asked for it
        } catch (KafkaException e) {
            LOG.log(Level.ERROR, "checkpoints can no longer be looked up; restart the API", e);
            failed.completeExceptionally(e);
        }
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), ANSWER_MAX) >= end.getValue());
    }

    private void learn(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String name = new String(record.key(), StandardCharsets.UTF_8);
        if (!Product.isName(name)) {
            return;
        }
        Product product = new Product(name);
        CheckpointRecord found = CheckpointRecord.read(record, new Origin(ledger, product));
        if (found instanceof CheckpointRecord.Unfit unfit) {
            LOG.log(
                    Level.WARNING,
                    "{0}-{1} offset {2} is no checkpoint of {3}: {4}",
                    topic,
                    record.partition(),
                    record.offset(),
                    name,
                    unfit.message());
            return;
        }
        synchronized (logs) {
            logs.computeIfAbsent(product, any -> new LogNotes(SIZES_MAX))
                    .add(found, Instant.ofEpochMilli(record.timestamp()));
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
