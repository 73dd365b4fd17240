package dev.goldthread.streams.seal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * How many records of the intake are not sealed yet, by all sealers of the ledger together: its
 * ends against what their group has committed. Kafka Streams itself knows only what it has fetched.
 * Thread-safe.
 */
final class IntakeLag {

    private final Admin admin;
    private final String group;
    private final String intake;
    private final int answerMaxMillis;

    /**
     * @param answerMax how long each of up to four requests may take
     */
    IntakeLag(Admin admin, String group, String intake, Duration answerMax) {
        this.admin = admin;
        this.group = group;
        this.intake = intake;
        answerMaxMillis = Math.toIntExact(answerMax.toMillis());
    }

    /** Empty when the cluster does not answer in time, or knows no intake. */
    OptionalLong records() {
        try {
            List<TopicPartition> partitions = partitions();
            Map<TopicPartition, OffsetAndMetadata> committed =
                    await(
                            admin.listConsumerGroupOffsets(
                                            group,
                                            new ListConsumerGroupOffsetsOptions()
                                                    .timeoutMs(answerMaxMillis))
                                    .partitionsToOffsetAndMetadata());
            Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
            Map<TopicPartition, Long> starts =
                    offsets(
                            partitions.stream().filter(at -> committed.get(at) == null).toList(),
                            OffsetSpec.earliest());
            return OptionalLong.of(
                    partitions.stream()
                            .mapToLong(
                                    at ->
                                            ends.getOrDefault(at, 0L)
                                                    - done(committed.get(at), starts, at))
                            .map(behind -> Math.max(0, behind))
                            .sum());
        } catch (ExecutionException | TimeoutException e) {
            return OptionalLong.empty();
        }
    }

    private static long done(
            @Nullable OffsetAndMetadata committed,
            Map<TopicPartition, Long> starts,
            TopicPartition at) {
        return committed == null ? starts.getOrDefault(at, 0L) : committed.offset();
    }

    private List<TopicPartition> partitions() throws ExecutionException, TimeoutException {
        var described =
                await(
                        admin.describeTopics(
                                        List.of(intake),
                                        new DescribeTopicsOptions().timeoutMs(answerMaxMillis))
                                .allTopicNames());
        List<TopicPartition> partitions = new ArrayList<>();
        described
                .values()
                .forEach(
                        topic ->
                                topic.partitions()
                                        .forEach(
                                                info ->
                                                        partitions.add(
                                                                new TopicPartition(
                                                                        intake,
                                                                        info.partition()))));
        return partitions;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(at -> asked.put(at, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> each :
                await(
                                admin.listOffsets(
                                                asked,
                                                new ListOffsetsOptions().timeoutMs(answerMaxMillis))
                                        .all())
                        .entrySet()) {
            offsets.put(each.getKey(), each.getValue().offset());
        }
        return offsets;
    }

    private <T> T await(KafkaFuture<T> answer) throws ExecutionException, TimeoutException {
        try {
            return answer.get(answerMaxMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
