package dev.goldthread.api.node;

import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.gate.InboxRelay;
import dev.goldthread.api.gate.IntakeWriter;
import dev.goldthread.api.gate.RefusalIndex;
import dev.goldthread.api.gate.SealingWatch;
import dev.goldthread.api.http.Stages;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.ProjectorOptions;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.seal.Sealer;
import dev.goldthread.streams.seal.SealerConfig;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicOptions;
import dev.goldthread.streams.topic.TopicSpecs;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A running ledger: broker, registry, topics, sealer, projector, gate, HTTP. Thread-safe.
 *
 * <p>It ends with {@link #close}, which SIGTERM also calls, within about 30 s.
 */
public final class Node implements AutoCloseable {

    private static final String INSTANCE = "node-1";
    private static final String NONCE_SECRET = "secrets/nonce.secret";
    private static final Duration READY_MAX = Duration.ofSeconds(60);

    private final Closing closing;
    private final NodeStages stages;
    private final KafkaSide kafka;
    private final HttpSide http;
    private final Path data;

    private Node(Closing closing, NodeStages stages, KafkaSide kafka, HttpSide http, Path data) {
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
            return new Starting(options, listener, closing).run();
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /** One start, step by step. */
    private record Starting(NodeOptions options, NodeListener listener, Closing closing) {

        Node run() {
            Timing timing = new Timing(listener);
            DataFolder data = closing.with(DataFolder.open(options.data()));
            LedgerNameFile.settle(data, options.name());
            CompletableFuture<ApplicationContext> context = warmUp(timing);
            Tokens tokens = Tokens.of(data);

            KafkaSide kafka = closing.with(timing.of("broker", () -> kafka(data)));
            timing.of("topics", () -> ensureTopics(kafka));
            RegistrySide registry =
                    closing.with(timing.of("registry", () -> registry(data, kafka.client())));
            int schemaId = registry.idFor(options.topics().intake(), EventSchema.TEXT);

            Sealer sealer = closing.with(sealer(data, kafka.client(), registry));
            sealer.start();
            Projector projector = closing.with(Projector.start(projection(data, kafka.client())));
            LedgerQuery query = closing.with(new LedgerQuery(projector));
            RefusalIndex refusals =
                    closing.with(new RefusalIndex(kafka.client(), options.topics().rejected()));
            IntakeWriter writer =
                    closing.with(new IntakeWriter(kafka.client(), options.topics(), schemaId));
            Gate gate = new Gate(Vocabulary.GOLDTHREAD, nonces(data));
            GateService service =
                    new GateService(
                            gate, writer, new SealingWatch(query, refusals), Clock.systemUTC());
            InboxRelay relay =
                    closing.with(
                            new InboxRelay(
                                    kafka.client(),
                                    options.topics(),
                                    service,
                                    registry.registry()));
            NodeStages stages = new NodeStages(kafka, sealer, projector, query, refusals, relay);

            HttpSide http =
                    closing.with(
                            timing.of(
                                    "http",
                                    () ->
                                            HttpSide.start(
                                                    context.join(),
                                                    new HttpSide.Parts(
                                                            tokens, service, refusals, query,
                                                            stages))));
            timing.of("sealer and projector", () -> stages.awaitServing(READY_MAX));
            closing.with(
                    EndpointFile.write(data, http.url(), kafka.bootstrapServers(), registry.url()));
            closing.onShutdown();
            return new Node(closing, stages, kafka, http, data.root());
        }

        /** What needs nothing of the rest is made while the broker starts. */
        private CompletableFuture<ApplicationContext> warmUp(Timing timing) {
            return CompletableFuture.supplyAsync(
                    () -> timing.of("context", () -> HttpSide.prepare(options)));
        }

        private KafkaSide kafka(DataFolder data) {
            return options.cluster().isEmpty()
                    ? KafkaSide.embedded(data)
                    : KafkaSide.elsewhere(options.cluster());
        }

        private TopicAdmin ensureTopics(KafkaSide kafka) {
            TopicAdmin admin = new TopicAdmin(kafka.admin());
            TopicOptions defaults = TopicOptions.forCluster(admin.brokerCount());
            admin.ensure(
                    TopicSpecs.of(
                            options.topics(),
                            new TopicOptions(
                                    options.partitions(),
                                    defaults.replicas(),
                                    defaults.intakeRetention(),
                                    defaults.rejectedRetention())));
            return admin;
        }

        private RegistrySide registry(DataFolder data, Map<String, Object> client) {
            return options.registry().isEmpty()
                    ? RegistrySide.embedded(data, client)
                    : RegistrySide.elsewhere(options.registry());
        }

        private Sealer sealer(DataFolder data, Map<String, Object> client, RegistrySide registry) {
            SealerConfig config =
                    SealerConfig.of(client, options.topics(), data.directory("sealer"), INSTANCE);
            return new Sealer(config, registry.registry(), InstantSource.system());
        }

        private ProjectorOptions projection(DataFolder data, Map<String, Object> client) {
            return ProjectorOptions.local(client, options.topics(), data.directory("projector"));
        }

        private static NonceMaker nonces(DataFolder data) {
            data.directory("secrets");
            String secret = data.secret(NONCE_SECRET, NonceMaker.SECRET_BYTES_MIN);
            return new NonceMaker(HexFormat.of().parseHex(secret));
        }
    }

    /** Where it answers. */
    public URI url() {
        return http.url();
    }

    public Path data() {
        return data;
    }

    /** Health and counters of every part. */
    public Stages stages() {
        return stages;
    }

    /** Why a part ended that will not come back by itself; empty as long as all is well. */
    public Optional<Throwable> failure() {
        return stages.failure();
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
