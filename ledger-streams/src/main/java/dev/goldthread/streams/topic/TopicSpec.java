package dev.goldthread.streams.topic;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A topic as it must be.
 *
 * @param name the full name
 * @param holds what its records are, one clause
 * @param writers who may write it
 * @param readers who reads it
 * @param partitions how many it is created with, at least 1
 * @param layout what an existing topic's number of partitions must be
 * @param replicas how many copies it is created with, at least 1
 * @param settings in the order the table shows them
 */
public record TopicSpec(
        String name,
        String holds,
        String writers,
        String readers,
        int partitions,
        Layout layout,
        int replicas,
        List<TopicSetting> settings) {

    /** How a number of partitions is judged. */
    public enum Layout {
        /** The same number as every other aligned topic: key and partition go together. */
        ALIGNED,
        /** One, because the order over all records counts. */
        SINGLE,
        /** Any number. */
        FREE
    }

    public TopicSpec {
        if (partitions < 1 || replicas < 1) {
            throw new IllegalArgumentException(
                    "topic %s must have at least 1 partition and 1 replica, but has %d and %d; correct the topic options"
                            .formatted(name, partitions, replicas));
        }
        settings = List.copyOf(settings);
    }

    Map<String, String> values() {
        return settings.stream().collect(Collectors.toMap(TopicSetting::name, TopicSetting::value));
    }
}
