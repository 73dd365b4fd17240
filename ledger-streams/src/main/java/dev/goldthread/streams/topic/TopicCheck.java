package dev.goldthread.streams.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Judges what a cluster has against what it must have; pure. */
final class TopicCheck {

    private TopicCheck() {}

    /** One problem per topic of {@code specs} that {@code partitionCounts} does not name. */
    static List<TopicProblem> existence(
            List<TopicSpec> specs, Map<String, Integer> partitionCounts) {
        return specs.stream()
                .filter(spec -> !partitionCounts.containsKey(spec.name()))
                .map(
                        spec ->
                                new TopicProblem(
                                        spec.name(),
                                        "existence",
                                        "missing",
                                        "there",
                                        "create it with goldthread topics"))
                .toList();
    }

    /** The first aligned topic of {@code specs} sets the number for the others. */
    static List<TopicProblem> partitions(
            List<TopicSpec> specs, Map<String, Integer> partitionCounts) {
        List<TopicProblem> problems = new ArrayList<>();
        int aligned = 0;
        for (TopicSpec spec : specs) {
            int found = partitionCounts.getOrDefault(spec.name(), 0);
            if (spec.layout() == TopicSpec.Layout.ALIGNED && aligned == 0) {
                aligned = found;
            }
            int expected =
                    switch (spec.layout()) {
                        case ALIGNED -> aligned;
                        case SINGLE -> 1;
                        case FREE -> found;
                    };
            if (found != expected) {
                problems.add(
                        new TopicProblem(
                                spec.name(),
                                "partitions",
                                Integer.toString(found),
                                Integer.toString(expected),
                                remedy(spec)));
            }
        }
        return problems;
    }

    private static String remedy(TopicSpec spec) {
        return switch (spec.layout()) {
            case ALIGNED ->
                    TopicSpecs.isKeptForever(spec)
                            ? "move its records to a new topic with that number"
                            : "let the sealer drain it, then delete it and run goldthread topics; never change the ledger's number";
            case SINGLE, FREE -> "move its records to a new topic with that number";
        };
    }

    /** {@code found} holds the values by name; a setting it lacks counts as wrong. */
    static Stream<TopicProblem> settings(TopicSpec spec, Map<String, String> found) {
        return spec.settings().stream()
                .filter(setting -> !setting.accepts(found.getOrDefault(setting.name(), "")))
                .map(
                        setting ->
                                new TopicProblem(
                                        spec.name(),
                                        setting.name(),
                                        found.getOrDefault(setting.name(), "not shown"),
                                        setting.expected(),
                                        "set it with kafka-configs --alter --topic %s --add-config %s=%s (%s)"
                                                .formatted(
                                                        spec.name(),
                                                        setting.name(),
                                                        setting.value(),
                                                        setting.because())));
    }
}
