package dev.goldthread.streams.audit;

import dev.goldthread.streams.audit.LedgerUnreadableException.Cause;
import dev.goldthread.streams.serde.RegistryRefusedException;
import dev.goldthread.streams.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as an auditor: committed records alone, from the beginning. Not thread-safe. */
final class TopicReading implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
    private static final Duration STALL_MAX = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    /** So few that they are still in the processor's caches when another thread judges them. */
    private static final int POLL_RECORDS_MAX = 500;

    /**
     * A broker that has nothing more of the partitions asked for answers after this long. All that
     * is read here ends somewhere, and while one answer is awaited no other partition is asked for.
     */
    private static final int ANSWER_WITHOUT_RECORDS_MILLIS = 20;

    private final KafkaConsumer<byte[], byte[]> consumer;

    private TopicReading(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, ANSWER_WITHOUT_RECORDS_MILLIS);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * @throws LedgerUnreadableException when cluster or registry do not let it be read
     */
    static <T> T of(Map<String, Object> client, Function<TopicReading, T> audit) {
        try (TopicReading reading = new TopicReading(client)) {
            return audit.apply(reading);
        } catch (RegistryUnavailableException | RegistryRefusedException e) {
            throw unreadable(
                    Cause.UNREACHABLE,
                    "schema ids cannot be held against the registry: %s; start it, check its address and user, or verify without one",
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

    /** None when there is no such topic. */
    List<TopicPartition> partitions(String topic) {
        try {
            return consumer.partitionsFor(topic, ANSWER_MAX).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
        } catch (UnknownTopicOrPartitionException e) {
            return List.of();
        }
    }

    /** The next offsets after what is committed. */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions, ANSWER_MAX);
    }

    /**
     * From the beginnings to where they end now.
     *
     * @return how many records came
     */
    long readAll(
            List<TopicPartition> partitions,
            Consumer<ConsumerRecords<byte[], byte[]>> sink,
            Progress progress) {
        return readTo(ends(partitions), sink, progress);
    }

    /** From the beginnings to these offsets; a poll may bring more. */
    long readTo(
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecords<byte[], byte[]>> sink,
            Progress progress) {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        long total = ends.values().stream().mapToLong(Long::longValue).sum();
        long count = 0;
        long lastNanos = System.nanoTime();
        while (!isAt(ends)) {
            ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
            sink.accept(batch);
            count += batch.count();
            progress.read(count, total);
            lastNanos = batch.isEmpty() ? lastNanos : System.nanoTime();
            if (System.nanoTime() - lastNanos > STALL_MAX.toNanos()) {
                throw new TimeoutException(
                        "no record came for %s, though %s have more"
                                .formatted(STALL_MAX, ends.keySet()));
            }
        }
        return count;
    }

    /** End offsets of a committed reader stop before open transactions. */
    private boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), ANSWER_MAX) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
