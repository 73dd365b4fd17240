package dev.goldthread.streams.topic;

import dev.goldthread.streams.topic.TopicSetting.Rule;
import dev.goldthread.streams.topic.TopicSpec.Layout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every topic of the ledger with its settings and the reason for each. */
public final class TopicSpecs {

    /** 1 MiB and room for headers; an event has 512 KiB at most (event-model, "Envelope"). */
    public static final int MESSAGE_BYTES_MAX = 1024 * 1024 + 64 * 1024;

    private static final String FOREVER = "-1";

    private final LedgerTopics names;
    private final TopicOptions options;

    private TopicSpecs(LedgerTopics names, TopicOptions options) {
        this.names = names;
        this.options = options;
    }

    /** The five topics a ledger needs, the ledger first. */
    public static List<TopicSpec> of(LedgerTopics names, TopicOptions options) {
        TopicSpecs specs = new TopicSpecs(names, options);
        return List.of(
                specs.ledger(),
                specs.intake(),
                specs.checkpoints(),
                specs.rejected(),
                specs.schemas());
    }

    /** The inbox of one producer; made when the producer is registered. */
    public static TopicSpec inbox(LedgerTopics names, TopicOptions options, String principal) {
        return new TopicSpecs(names, options)
                .spec(
                        names.inbox(principal),
                        "submissions of one producer",
                        principal,
                        "gate",
                        1,
                        Layout.FREE,
                        queue(options.intakeRetention()));
    }

    private TopicSpec ledger() {
        return spec(
                names.ledger(),
                "sealed events",
                "sealer",
                "everyone",
                options.partitions(),
                Layout.ALIGNED,
                record("a dropped record breaks the chain"));
    }

    private TopicSpec intake() {
        return spec(
                names.intake(),
                "accepted events",
                "gate",
                "sealer",
                options.partitions(),
                Layout.ALIGNED,
                queue(options.intakeRetention()));
    }

    private TopicSpec checkpoints() {
        return spec(
                names.checkpoints(),
                "signed checkpoints",
                "checkpointer, api",
                "everyone",
                options.partitions(),
                Layout.ALIGNED,
                record("two checkpoints of one size prove a fork; compaction would hide one"));
    }

    /**
     * Kept forever by default: that something was refused, and why, is part of the answer to "was
     * anything left out?". Refusals can hold what a person typed, so a site may choose a finite
     * time instead.
     */
    private TopicSpec rejected() {
        List<TopicSetting> settings = new ArrayList<>();
        settings.add(exactly("cleanup.policy", "delete", "every refusal counts, not the latest"));
        settings.add(
                exactly(
                        "retention.ms",
                        options.rejectedRetention().map(TopicSpecs::millis).orElse(FOREVER),
                        "the chosen time; forever unless configured"));
        settings.add(exactly("retention.bytes", FOREVER, "a flood must not push out older ones"));
        settings.add(exactly("message.timestamp.type", "CreateTime", "when it was refused"));
        return spec(
                names.rejected(),
                "refused submissions with the reason",
                "gate, sealer",
                "gate, auditors",
                options.partitions(),
                Layout.FREE,
                settings);
    }

    /**
     * Not compacted, although keyed by the text's own hash: compaction would save a few kilobytes
     * of repeated texts, and would let one tombstone remove what every verifier needs.
     */
    private TopicSpec schemas() {
        return spec(
                names.schemas(),
                "texts of writer schemas under their SHA-256",
                "gate",
                "everyone",
                1,
                Layout.SINGLE,
                record("one tombstone would make sealed events unreadable"));
    }

    private static List<TopicSetting> record(String becauseNeverCompacted) {
        return List.of(
                exactly("cleanup.policy", "delete", becauseNeverCompacted),
                exactly("retention.ms", FOREVER, "kept forever"),
                exactly("retention.bytes", FOREVER, "kept forever"),
                exactly(
                        "message.timestamp.type",
                        "CreateTime",
                        "the writer's time is the record's"));
    }

    static boolean isKeptForever(TopicSpec spec) {
        return FOREVER.equals(spec.values().get("retention.ms"));
    }

    private static List<TopicSetting> queue(Duration retention) {
        return List.of(
                exactly("cleanup.policy", "delete", "every submission counts, not the latest"),
                exactly("retention.ms", millis(retention), "a queue: the ledger is the record"),
                exactly("retention.bytes", FOREVER, "a flood must not push out what is not sealed"),
                exactly(
                        "message.timestamp.type",
                        "LogAppendTime",
                        "a producer's clock must not decide how long its record stays"));
    }

    private TopicSpec spec(
            String name,
            String holds,
            String writers,
            String readers,
            int partitions,
            Layout layout,
            List<TopicSetting> own) {
        List<TopicSetting> settings = new ArrayList<>(own);
        settings.add(
                new TopicSetting(
                        "max.message.bytes",
                        Integer.toString(MESSAGE_BYTES_MAX),
                        Rule.AT_LEAST,
                        "1 MiB and headers"));
        settings.add(
                new TopicSetting(
                        "min.insync.replicas",
                        Integer.toString(options.replicasInSyncMin()),
                        Rule.AT_LEAST,
                        "all copies but one: one broker may be away"));
        settings.add(exactly("compression.type", "producer", "no re-packing on the broker"));
        settings.add(
                exactly(
                        "unclean.leader.election.enable",
                        "false",
                        "a stale copy must not become the history"));
        return new TopicSpec(
                name, holds, writers, readers, partitions, layout, options.replicas(), settings);
    }

    private static TopicSetting exactly(String name, String value, String because) {
        return new TopicSetting(name, value, Rule.EXACTLY, because);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
