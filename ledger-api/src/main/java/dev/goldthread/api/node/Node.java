package dev.goldthread.api.node;

import dev.goldthread.api.metrics.Stages;
import dev.goldthread.streams.query.NodeBudget;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A running ledger, or the parts of it that its roles name: broker, registry, topics, sealer,
 * projector, gate, HTTP. Thread-safe.
 *
 * <p>It ends with {@link #close}, which SIGTERM also calls, within about 30 s.
 */
public final class Node implements AutoCloseable {

    private final Closing closing;
    private final NodeStages stages;
    private final KafkaSide kafka;
    private final Optional<HttpSide> http;
    private final Path data;

    Node(Closing closing, NodeStages stages, KafkaSide kafka, Optional<HttpSide> http, Path data) {
        this.closing = closing;
        this.stages = stages;
        this.kafka = kafka;
        this.http = http;
        this.data = data;
    }

    /**
     * Starts everything and returns when it serves, a few seconds later.
     *
     * @throws dev.goldthread.streams.embedded.DataFolderInUseException when another node has the
     *     data folder
     * @throws IllegalStateException when a part does not start; the message names it and the remedy
     */
    public static Node start(NodeOptions options, NodeListener listener) {
        Closing closing = new Closing();
        try {
            return new Starting(options, new Timing(listener), closing).run();
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /**
     * Where it answers.
     *
     * @throws IllegalStateException when it has no role api
     */
    public URI url() {
        return address()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "this node answers no HTTP, because its roles lack api; ask one that has it"));
    }

    /** Where it answers; empty without the role api. */
    public Optional<URI> address() {
        return http.map(HttpSide::url);
    }

    public Path data() {
        return data;
    }

    /** The health of every part. */
    public Stages stages() {
        return stages;
    }

    /** Why a part ended that will not come back by itself; empty as long as all is well. */
    public Optional<Throwable> failure() {
        return stages.failure();
    }

    /** What its questions hold, for tests that hold something too. */
    NodeBudget questions() {
        return http.orElseThrow().questions();
    }

    /** The Kafka it works on, for tests that take it away. */
    KafkaSide kafka() {
        return kafka;
    }

    /** Stops in the reverse order of the start. Idempotent. */
    @Override
    public void close() {
        closing.close();
    }
}
