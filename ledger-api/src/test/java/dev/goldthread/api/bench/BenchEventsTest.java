package dev.goldthread.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.streams.topic.TopicOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class BenchEventsTest {

    /** What one partition does alone is no figure of a machine with two cores. */
    @Test
    void everyPartitionHasTheSameShare() {
        Map<Integer, Long> shares =
                LongStream.range(0, 6_400)
                        .mapToObj(number -> BenchEvents.product(number).name())
                        .map(name -> name.getBytes(StandardCharsets.UTF_8))
                        .map(
                                key ->
                                        BuiltInPartitioner.partitionForKey(
                                                key, TopicOptions.EMBEDDED_PARTITIONS))
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(shares).hasSize(TopicOptions.EMBEDDED_PARTITIONS);
        assertThat(List.copyOf(shares.values())).containsOnly(1_600L);
    }
}
