package dev.goldthread.streams.seal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What the sealer asks the cluster beside reading and writing records. Thread-safe. */
final class Cluster {

    /**
     * Longer than a dead sealer's transaction lives: 5 s, and the broker's sweep of up to 10 s. Its
     * markers may be on their way to a broker that hangs, and a coordinator sends them to another
     * one only after its {@code request.timeout.ms}, 30 s by default; that the broker which hangs
     * leads nothing any more takes the controllers up to 15 s by default.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * How long a question is asked again, and how long one attempt may take. Offsets that an open
     * transaction wrote are not told before its markers are there.
     */
    private static final Duration ANSWER_MAX = PATIENCE;

    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(6);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Admin admin;

    Cluster(Admin admin) {
        this.admin = admin;
    }

    /** Empty when there is no such topic. */
    Optional<Integer> partitionCount(String topic) {
        return describe(topic).map(found -> found.partitions().size());
    }

    /** How many brokers keep a copy of the topic; empty when there is no such topic. */
    Optional<Integer> copies(String topic) {
        return describe(topic).map(found -> found.partitions().getFirst().replicas().size());
    }

    private Optional<TopicDescription> describe(String topic) {
        try {
            return Optional.of(
                    ask(
                            () ->
                                    admin.describeTopics(List.of(topic))
                                            .allTopicNames()
                                            .thenApply(found -> found.get(topic)),
                            "topic " + topic + " cannot be described"));
        } catch (KafkaException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Waits until every transaction that has written to this partition by now is decided: until the
     * last stable offset reaches what is now the end.
     *
     * @throws KafkaException when that takes longer than {@link #PATIENCE}
     */
    void awaitDecided(TopicPartition partition) {
        long end = end(partition, IsolationLevel.READ_UNCOMMITTED);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (end(partition, IsolationLevel.READ_COMMITTED) < end) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException(
                        "%s: a transaction must be decided within %s, but is still open below offset %d; kafka-transactions find-hanging shows whose it is"
                                .formatted(partition, PATIENCE, end));
            }
            pause();
        }
    }

    /** Whether anything was ever written to this partition that is still there. */
    boolean holdsRecords(TopicPartition partition) {
        long begin =
                ask(
                                () ->
                                        admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                                                .partitionResult(partition),
                                "start of " + partition + " cannot be read")
                        .offset();
        return end(partition, IsolationLevel.READ_UNCOMMITTED) > begin;
    }

    private long end(TopicPartition partition, IsolationLevel isolation) {
        return ask(
                        () ->
                                admin.listOffsets(
                                                Map.of(partition, OffsetSpec.latest()),
                                                new ListOffsetsOptions(isolation))
                                        .partitionResult(partition),
                        "end of " + partition + " cannot be read")
                .offset();
    }

    /** The group's next offset, decided ones only; empty when there is none. */
    OptionalLong committed(String group, TopicPartition partition) {
        var wanted = new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition));
        var offset =
                ask(
                                () ->
                                        admin.listConsumerGroupOffsets(
                                                        Map.of(group, wanted),
                                                        new ListConsumerGroupOffsetsOptions()
                                                                .requireStable(true))
                                                .partitionsToOffsetAndMetadata(group),
                                "offsets of group " + group + " cannot be read")
                        .get(partition);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Asks again when no answer comes: the broker that was asked may hang, and another one answer.
     * To give up soon costs more than to wait: a thread of Kafka Streams that fails while it takes
     * over a partition holds its place in the group for five minutes (4.3.1, seen in
     * TaskManager.shutdownStateUpdater).
     *
     * @throws KafkaException with the broker's answer as its cause; when there is none for {@link
     *     #ANSWER_MAX}
     */
    private static <T> T ask(Supplier<KafkaFuture<T>> question, String failure) {
        long deadline = System.nanoTime() + ANSWER_MAX.toNanos();
        while (true) {
            try {
                return await(question.get(), failure, ATTEMPT_MAX);
            } catch (KafkaException e) {
                if (!isSilence(e.getCause()) || System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static boolean isSilence(@Nullable Throwable cause) {
        return cause instanceof TimeoutException
                || (cause instanceof RetriableException
                        && !(cause instanceof UnknownTopicOrPartitionException));
    }

    /**
     * @throws KafkaException with the broker's answer as its cause
     */
    static <T> T await(KafkaFuture<T> future, String failure) {
        return await(future, failure, PATIENCE);
    }

    private static <T> T await(KafkaFuture<T> future, String failure, Duration atMost) {
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaException(failure + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new KafkaException(failure + " within " + atMost, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
