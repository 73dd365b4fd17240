package dev.goldthread.streams.topic;

import java.util.List;

/** The topics as two Markdown tables, for {@code deploy/kafka/topics.md} and the command line. */
public final class TopicTable {

    private TopicTable() {}

    /** Who writes and reads which topic, then every setting with its reason. */
    public static String markdown(List<TopicSpec> specs) {
        StringBuilder table = new StringBuilder();
        table.append("| topic | holds | written by | read by | partitions | copies |\n");
        table.append("|---|---|---|---|---|---|\n");
        for (TopicSpec spec : specs) {
            table.append(
                    "| `%s` | %s | %s | %s | %s | %d |%n"
                            .formatted(
                                    spec.name(),
                                    spec.holds(),
                                    spec.writers(),
                                    spec.readers(),
                                    partitions(spec),
                                    spec.replicas()));
        }
        table.append("\n| topic | setting | value | because |\n|---|---|---|---|\n");
        for (TopicSpec spec : specs) {
            for (TopicSetting setting : spec.settings()) {
                table.append(
                        "| `%s` | `%s` | %s | %s |%n"
                                .formatted(
                                        spec.name(),
                                        setting.name(),
                                        setting.expected(),
                                        setting.because()));
            }
        }
        return table.toString().replace(System.lineSeparator(), "\n");
    }

    private static String partitions(TopicSpec spec) {
        return switch (spec.layout()) {
            case ALIGNED -> spec.partitions() + ", all alike";
            case SINGLE -> "1";
            case FREE -> Integer.toString(spec.partitions());
        };
    }
}
