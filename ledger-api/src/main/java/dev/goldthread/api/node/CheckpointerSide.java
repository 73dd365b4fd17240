package dev.goldthread.api.node;

import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.streams.checkpoint.Alarm;
import dev.goldthread.streams.checkpoint.Checkpointer;
import dev.goldthread.streams.checkpoint.CheckpointerConfig;
import dev.goldthread.streams.checkpoint.LastSignature;
import dev.goldthread.streams.checkpoint.SigningRight;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.keys.KeyFolder;
import dev.goldthread.streams.keys.KeyRing;
import dev.goldthread.streams.serde.SchemaRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpointer of a node. Its keys are opened while the node starts, which must not succeed
 * without them; it begins to work only when the node serves, because nobody waits for a checkpoint.
 * Thread-safe.
 */
final class CheckpointerSide implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointerSide.class);
    private static final int ALARMS_TOLD_MAX = 3;

    private final CheckpointerConfig config;
    private final SigningRight right;
    private @Nullable Checkpointer checkpointer; // guarded by this
    private boolean closed; // guarded by this
    private volatile Optional<Throwable> startFailure = Optional.empty();

    private CheckpointerSide(CheckpointerConfig config, SigningRight right) {
        this.config = config;
        this.right = right;
    }

    /**
     * @throws dev.goldthread.streams.keys.KeyRefusedException when the key must not be used, or
     *     another instance signs with another one
     */
    static CheckpointerSide open(NodeOptions options, DataFolder data, KafkaSide kafka) {
        KeyRing keys =
                KeyRing.open(
                        new KeyFolder(data.root()),
                        options.signing().key(),
                        options.signing().next(),
                        Instant.now(),
                        () -> LastSignature.find(kafka.client(), options.topics()));
        LedgerName ledger = options.name();
        CheckpointerConfig config =
                new CheckpointerConfig(
                        kafka.client(),
                        options.topics(),
                        ledger,
                        data.directory("checkpointer"),
                        InstanceName.of(options, data),
                        1);
        return new CheckpointerSide(config, SigningRight.claim(config, keys));
    }

    /** Begins to work, aside; {@link #failure} tells when that does not succeed. */
    void startAside(SchemaRegistry registry) {
        Thread.ofPlatform().daemon().name("start-checkpointer").start(() -> start(registry));
    }

    private synchronized void start(SchemaRegistry registry) {
        if (closed) {
            return;
        }
        try {
            Checkpointer started = new Checkpointer(config, right, registry);
            checkpointer = started;
            started.start();
        } catch (RuntimeException e) {
            LOG.error("the checkpointer does not start", e);
            startFailure = Optional.of(e);
        }
    }

    /** Empty until it has begun to work. */
    synchronized Optional<Checkpointer> running() {
        return Optional.ofNullable(checkpointer);
    }

    /** Why it ended by itself. */
    Optional<Throwable> failure() {
        return startFailure.or(() -> running().flatMap(Checkpointer::failure));
    }

    /**
     * What is wrong now: an alarm, signatures that do not succeed. That it catches up is nothing
     * wrong: entries are safe without a checkpoint, and the lag tells.
     */
    Optional<String> problem() {
        return failure()
                .map(NodeStages::reason)
                .or(() -> running().flatMap(CheckpointerSide::problem));
    }

    private static Optional<String> problem(Checkpointer running) {
        List<Alarm> alarms = running.alarms();
        if (alarms.isEmpty()) {
            return running.counters().signingProblem();
        }
        String told =
                alarms.stream()
                        .limit(ALARMS_TOLD_MAX)
                        .map(Alarm::message)
                        .collect(Collectors.joining("; "));
        return Optional.of("ALARM for %d logs: %s".formatted(alarms.size(), told));
    }

    @Override
    public void close() {
        Optional<Checkpointer> running;
        synchronized (this) {
            closed = true;
            running = running();
        }
        running.ifPresent(Checkpointer::close);
    }
}
