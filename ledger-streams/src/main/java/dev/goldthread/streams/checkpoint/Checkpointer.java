package dev.goldthread.streams.checkpoint;

import dev.goldthread.streams.ledger.SchemaArchive;
import dev.goldthread.streams.opening.Opened;
import dev.goldthread.streams.serde.SchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * One running checkpointer. The topics must exist; several instances share the partitions.
 * Thread-safe.
 */
public final class Checkpointer implements AutoCloseable {

    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final CheckpointerConfig config;
    private final SchemaArchive archive;
    private final FailurePolicy failurePolicy = new FailurePolicy();
    private final CheckpointerCounters counters = new CheckpointerCounters();
    private final Alarms alarms = new Alarms();
    private final KafkaStreams streams;

    /**
     * Prepares a checkpointer; {@link #start} runs it.
     *
     * @param registry against which schema ids are held
     */
    public Checkpointer(CheckpointerConfig config, SigningRight right, SchemaRegistry registry) {
        this.config = config;
        try (Opened opened = new Opened()) {
            archive = opened.add(new SchemaArchive(config.client(), config.topics().schemas()));
            CheckpointerParts parts =
                    new CheckpointerParts(
                            config, right.keys(), archive, registry, counters, alarms);
            streams = new KafkaStreams(CheckpointerTopology.of(parts), config.properties());
            streams.setUncaughtExceptionHandler(failurePolicy);
            opened.keep();
        }
    }

    /**
     * Asks the cluster once or twice, then returns; {@link #state} says when it runs.
     *
     * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
     */
    public void start() {
        StoreTopic.ensure(config);
        streams.start();
    }

    /** RUNNING when it signs; ERROR when {@link #failure} ended it. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Why it ended by itself; empty as long as it runs. */
    public Optional<Throwable> failure() {
        return failurePolicy.failure();
    }

    /** The logs that are not signed any more, and why. */
    public List<Alarm> alarms() {
        return alarms.standing();
    }

    /** How often an alarm was raised since the start. */
    public long alarmsRaised() {
        return alarms.raised();
    }

    public CheckpointerCounters counters() {
        return counters;
    }

    /** Ends within 10 s. Idempotent. */
    @Override
    public void close() {
        streams.close(CLOSE_MAX);
        archive.close();
    }
}
