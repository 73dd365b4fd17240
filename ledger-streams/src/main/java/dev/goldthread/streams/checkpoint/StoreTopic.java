package dev.goldthread.streams.checkpoint;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topic that the store is restored from. Kafka Streams makes it when it distributes partitions,
 * which a static member that comes back does not cause: a lost one would be waited for, forever.
 * What it held can be had from the ledger.
 */
final class StoreTopic {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private StoreTopic() {}

    /** Makes the topic anew where it is missing although the ledger is there. */
    static void ensure(CheckpointerConfig config) {
        String ledger = config.topics().ledger();
        String store = config.applicationId() + "-" + LogStates.NAME + "-changelog";
        try (Admin admin = Admin.create(new HashMap<>(config.client()))) {
            var found = admin.describeTopics(List.of(ledger, store)).topicNameValues();
            Optional<Integer> partitions = partitions(found, ledger);
            if (partitions.isPresent() && partitions(found, store).isEmpty()) {
                NewTopic topic =
                        new NewTopic(store, partitions, Optional.empty())
                                .configs(Map.of("cleanup.policy", "compact"));
                await(admin.createTopics(List.of(topic)).all(), TopicExistsException.class);
            }
        }
    }

    private static Optional<Integer> partitions(
            Map<String, KafkaFuture<TopicDescription>> found, String topic) {
        KafkaFuture<TopicDescription> description = found.get(topic);
        return description == null
                ? Optional.empty()
                : await(description, UnknownTopicOrPartitionException.class)
                        .map(each -> each.partitions().size());
    }

    /** The answer; empty when it is the expected error, or none at all. */
    static <T> Optional<T> await(KafkaFuture<T> future, Class<? extends Exception> expected) {
        try {
            return Optional.ofNullable(future.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (expected.isInstance(e.getCause())) {
                return Optional.empty();
            }
            throw new KafkaException(
                    "the checkpointer's topics cannot be looked at: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new KafkaException(
                    "the checkpointer's topics cannot be looked at within " + ANSWER_MAX, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
