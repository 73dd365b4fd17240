package dev.goldthread.streams.topic;

/**
 * What is wrong with a topic.
 *
 * @param topic its name
 * @param setting which setting, or {@code existence}, {@code partitions}
 * @param found what the cluster has
 * @param expected what it should have
 * @param remedy what an operator can do
 */
public record TopicProblem(
        String topic, String setting, String found, String expected, String remedy) {

    @Override
    public String toString() {
        return "topic %s: %s is %s, but must be %s; %s"
                .formatted(topic, setting, found, expected, remedy);
    }
}
