package dev.goldthread.streams.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks the cluster how many partitions a topic has. */
final class PartitionCount {

    private static final Duration CALL_MAX = Duration.ofSeconds(30);

    private PartitionCount() {}

    /**
     * @throws IllegalStateException when the topic is missing or the cluster does not answer
     */
    static int of(Map<String, Object> client, String topic) {
        try (Admin admin = Admin.create(client)) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(CALL_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "topic %s cannot be described: %s; start the cluster and create the topics first"
                            .formatted(topic, e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a topic was described", e);
        }
    }
}
