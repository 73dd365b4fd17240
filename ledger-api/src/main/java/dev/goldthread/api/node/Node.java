package dev.goldthread.api.node;

<<<<<<< HEAD
import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.gate.IntakeWriter;
import dev.goldthread.api.gate.RefusalIndex;
import dev.goldthread.api.gate.SealingWatch;
=======
>>>>>>> wt-api
import dev.goldthread.api.http.Stages;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A running ledger: broker, registry, topics, sealer, projector, gate, HTTP. Thread-safe.
 *
 * <p>It ends with {@link #close}, which SIGTERM also calls, within about 30 s.
 */
public final class Node implements AutoCloseable {

    private final Closing closing;
    private final NodeStages stages;
    private final KafkaSide kafka;
    private final HttpSide http;
    private final Path data;

    Node(Closing closing, NodeStages stages, KafkaSide kafka, HttpSide http, Path data) {
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

<<<<<<< HEAD
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
            NodeStages stages = new NodeStages(kafka, sealer, projector, query, refusals);

            HttpSide http =
                    closing.with(
                            timing.of(
                                    "http",
                                    () ->
                                            HttpSide.start(
                                                    context.join(),
                                                    new HttpSide.Parts(
                                                            tokens,
                                                            service,
                                                            refusals,
                                                            query,
                                                            evidence(data),
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

        /** What fits into a request fits into the store. */
        private static EvidenceStore evidence(DataFolder data) {
            return new EvidenceStore(data.directory("evidence"), HttpSide.BODY_BYTES_MAX);
        }

        private static NonceMaker nonces(DataFolder data) {
            data.directory("secrets");
            String secret = data.secret(NONCE_SECRET, NonceMaker.SECRET_BYTES_MIN);
            return new NonceMaker(HexFormat.of().parseHex(secret));
        }
    }

=======
>>>>>>> wt-api
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
