package dev.goldthread.api.node;

import dev.goldthread.api.metrics.Figures;
import dev.goldthread.api.witness.ask.CheckpointFeed;
import dev.goldthread.api.witness.ask.Cosigning;
import dev.goldthread.api.witness.ask.LatestCheckpoint;
import dev.goldthread.api.witness.ask.OutsideOptions;
import dev.goldthread.api.witness.ask.Pace;
import dev.goldthread.api.witness.ask.TimestampFigures;
import dev.goldthread.api.witness.ask.Timestamping;
import dev.goldthread.api.witness.ask.WitnessFigures;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.checkpoint.CheckpointAdditions;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.Presence;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks witnesses and the timestamp authority of a node, once it serves: nobody waits for them, and
 * one that is away is no failure of the ledger. Thread-safe.
 */
final class WitnessingSide implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessingSide.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final OutsideOptions options;
    private final boolean isAlone;
    private final CheckpointLog checkpoints;
    private final LedgerQuery query;
    private final CheckpointAdditions additions;
    private @Nullable Thread starter; // guarded by this
    private @Nullable Cosigning cosigning; // guarded by this
    private @Nullable Timestamping timestamping; // guarded by this
    private volatile boolean closed;

    private WitnessingSide(
            OutsideOptions options,
            boolean isAlone,
            CheckpointLog checkpoints,
            LedgerQuery query,
            CheckpointAdditions additions) {
        this.options = options;
        this.isAlone = isAlone;
        this.checkpoints = checkpoints;
        this.query = query;
        this.additions = additions;
    }

    /** Opened and started, it is to be closed before checkpoints and query are. */
    static WitnessingSide open(
            NodeOptions options,
            Map<String, Object> client,
            CheckpointLog checkpoints,
            LedgerQuery query) {
        return new WitnessingSide(
                options.outside(),
                options.advertised().isEmpty(),
                checkpoints,
                query,
                new CheckpointAdditions(client, options.topics()));
    }

    /** Begins to ask, aside, as soon as it is known what was answered before. */
    synchronized void startAside() {
        starter = Thread.ofPlatform().daemon().name("start-witnessing").start(this::start);
    }

    private void start() {
        while (!closed && !checkpoints.awaitCaughtUp(LOOK)) {
            if (checkpoints.failure().isPresent()) {
                LOG.error("witnesses are not asked, because checkpoints cannot be read");
                return;
            }
        }
        begin();
    }

    private synchronized void begin() {
        if (closed) {
            return;
        }
        CheckpointFeed feed = new Feed(checkpoints, this::isOurs);
        if (!options.witnesses().isEmpty()) {
            cosigning =
                    Cosigning.start(
                            options.witnesses(),
                            feed,
                            this::proof,
                            additions::cosignature,
                            Pace.DEFAULT);
        }
        options.authority()
                .ifPresent(
                        authority ->
                                timestamping =
                                        Timestamping.start(
                                                authority,
                                                feed,
                                                additions::timestamp,
                                                options.stampInterval(),
                                                Pace.DEFAULT));
    }

    /** Every instance asks for the logs that it owns, and alone can prove. */
    private boolean isOurs(Product product) {
        return isAlone || query.presence(query.partitionOf(product)) instanceof Presence.Owner;
    }

    /** What the topic of checkpoints says of some logs. */
    private record Feed(CheckpointLog checkpoints, Predicate<Product> ours)
            implements CheckpointFeed {

        @Override
        public List<Product> products() {
            return checkpoints.products().stream().filter(ours).toList();
        }

        @Override
        public Optional<LatestCheckpoint> latest(Product product) {
            return checkpoints
                    .latest(product)
                    .map(
                            latest ->
                                    new LatestCheckpoint(
                                            latest.note(),
                                            latest.noteHash(),
                                            latest.timestamps().size()));
        }
    }

    private List<Digest> proof(Product product, long from, long to) throws IOException {
        try {
            return query.logs()
                    .consistencyProof(product, from, to)
                    .orElseThrow(
                            () ->
                                    new IOException(
                                            "the index has fewer than %d entries by now"
                                                    .formatted(to)));
        } catch (NotReadyException e) {
            throw new IOException("the index does not serve now: " + e.getMessage(), e);
        }
    }

    /** How it stands; witnesses show up once they are asked. */
    synchronized Figures.Outside figures() {
        return new Figures.Outside(
                cosigning == null
                        ? List.of()
                        : cosigning.figures().stream().map(WitnessingSide::told).toList(),
                Optional.ofNullable(timestamping)
                        .map(Timestamping::figures)
                        .map(WitnessingSide::told));
    }

    private static Figures.Witness told(WitnessFigures each) {
        return new Figures.Witness(
                each.witness(), each.pending(), each.cosigned(), each.failed(), each.problem());
    }

    private static Figures.Timestamps told(TimestampFigures now) {
        return new Figures.Timestamps(now.stamped(), now.failed(), now.problem());
    }

    @Override
    public void close() {
        closed = true;
        stop();
        additions.close();
    }

    private synchronized void stop() {
        if (starter != null) {
            starter.interrupt();
        }
        if (cosigning != null) {
            cosigning.close();
        }
        if (timestamping != null) {
            timestamping.close();
        }
    }
}
