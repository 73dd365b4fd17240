package dev.goldthread.api.node;

import dev.goldthread.api.adapter.cdevents.CdEventsAdapter;
import dev.goldthread.api.adapter.cloudevents.CloudEventsAdapter;
import dev.goldthread.api.connection.Connections;
import dev.goldthread.api.connection.HookIntake;
import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.evidence.EvidenceUploads;
import dev.goldthread.api.gate.FreeSpace;
import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.gate.InboxRelay;
import dev.goldthread.api.gate.IntakeWriter;
import dev.goldthread.api.gate.RefusalIndex;
import dev.goldthread.api.gate.SealingWatch;
import dev.goldthread.api.inbox.CloudEventInbox;
import dev.goldthread.api.metrics.FigureSource;
import dev.goldthread.api.metrics.Figures;
import dev.goldthread.api.metrics.LedgerFigures;
import dev.goldthread.api.metrics.LedgerMetrics;
import dev.goldthread.api.routing.Forwarder;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.Routing;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.ProjectorOptions;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.seal.Sealer;
import dev.goldthread.streams.seal.SealerConfig;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicOptions;
import dev.goldthread.streams.topic.TopicSpecs;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** One start of a node, step by step; steps that do not need each other go side by side. */
record Starting(NodeOptions options, Timing timing, Closing closing) {

    private static final String NONCE_SECRET = "secrets/nonce.secret";
    private static final Duration READY_MAX = Duration.ofSeconds(60);

    Node run() {
        DataFolder data = closing.with(DataFolder.open(options.data()));
        LedgerNameFile.settle(data, options.name());
        Optional<CompletableFuture<HttpSide.Prepared>> server =
                when(NodeRole.API, () -> aside(() -> timing.of("server", this::server)));
        KafkaSide kafka = closing.with(timing.of("broker", () -> KafkaSide.of(options, data)));
        CompletableFuture<RegistrySide> registering =
                aside(() -> timing.of("registry", () -> closing.with(registry(data, kafka))));
        timing.of("topics", () -> ensureTopics(kafka));
        CompletableFuture<Optional<Projection>> projecting =
                aside(() -> when(NodeRole.PROJECTOR, () -> projection(data, kafka)));
        CompletableFuture<Optional<CheckpointerSide>> keys =
                aside(() -> when(NodeRole.CHECKPOINTER, () -> checkpointer(data, kafka)));
        RegistrySide registry = join(registering);
        Optional<Sealer> sealer = when(NodeRole.SEALER, () -> sealer(data, kafka, registry));
        Optional<Projection> projection = join(projecting);
        Optional<Submitting> submitting =
                when(NodeRole.GATE, () -> submitting(data, kafka, registry, projection));
        Optional<CheckpointerSide> checkpointer = join(keys);
        NodeStages stages =
                new NodeStages(
                        kafka,
                        FreeSpace.under(data.root()),
                        () -> registry.problem(options.topics().intake()),
                        submitting.map(Submitting::health),
                        sealer,
                        projection.map(Projection::health),
                        checkpointer);
        Optional<WitnessingSide> witnessing =
                when(NodeRole.API, () -> projection.flatMap(part -> witnessing(kafka, part)))
                        .flatMap(side -> side);
        Optional<HttpSide> http =
                server.map(
                        prepared ->
                                serve(
                                        prepared,
                                        data,
                                        submitting.orElseThrow(),
                                        projection.orElseThrow(),
                                        sealer,
                                        checkpointer,
                                        witnessing,
                                        stages));
        timing.of("sealer and projector", () -> stages.awaitServing(READY_MAX));
        checkpointer.ifPresent(side -> side.startAside(registry.registry()));
        witnessing.ifPresent(WitnessingSide::startAside);
        http.ifPresent(
                side ->
                        closing.with(
                                EndpointFile.write(
                                        data,
                                        side.url(),
                                        kafka.bootstrapServers(),
                                        registry.url())));
        closing.onShutdown();
        return new Node(closing, stages, kafka, http, data.root());
    }

    private <T> Optional<T> when(NodeRole role, Supplier<T> step) {
        return options.roles().contains(role) ? Optional.of(step.get()) : Optional.empty();
    }

    private HttpSide.Prepared server() {
        return closing.with(HttpSide.prepare(options));
    }

    private HttpSide serve(
            CompletableFuture<HttpSide.Prepared> prepared,
            DataFolder data,
            Submitting submitting,
            Projection projection,
            Optional<Sealer> sealer,
            Optional<CheckpointerSide> checkpointer,
            Optional<WitnessingSide> witnessing,
            NodeStages stages) {
        EvidenceStore evidence = closing.with(evidence(data));
        HookIntake hooks = HookSide.open(submitting.connections(), evidence, submitting.gate());
        FigureSource figures =
                new LedgerFigures(
                        submitting.gate().counters(),
                        sealer,
                        projection.projector(),
                        projection.query(),
                        () -> checkpointer.flatMap(CheckpointerSide::running),
                        projection.checkpoints(),
                        () ->
                                witnessing
                                        .map(WitnessingSide::figures)
                                        .orElse(Figures.Outside.NOBODY),
                        () -> HookSide.figures(hooks));
        HttpSide.Parts parts =
                new HttpSide.Parts(
                        Tokens.of(data),
                        options.visibility(),
                        submitting.gate(),
                        submitting.refusals(),
                        projection.query(),
                        projection.checkpoints(),
                        evidence,
                        uploads(data, evidence),
                        hooks,
                        stages,
                        figures,
                        submitting.metrics(),
                        options.advertised().map(address -> instances(address, projection)));
        return closing.with(timing.of("http", () -> HttpSide.start(join(prepared), parts)));
    }

    private static <T> CompletableFuture<T> aside(Supplier<T> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("start")
                .start(
                        () -> {
                            try {
                                result.complete(step.get());
                            } catch (RuntimeException | Error e) {
                                result.completeExceptionally(e);
                            }
                        });
        return result;
    }

    /** What the step returned, or what it threw. */
    private static <T> T join(CompletableFuture<T> step) {
        try {
            return step.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** What the ledger has become, and how it is asked. */
    private record Projection(Projector projector, LedgerQuery query, CheckpointLog checkpoints) {

        NodeStages.Projecting health() {
            return new NodeStages.Projecting(projector, query);
        }
    }

    private Instances instances(InstanceAddress address, Projection projection) {
        return closing.with(
                new Instances(
                        new Routing(
                                address.instance(),
                                new LedgerPlaces(projection.projector(), projection.query()),
                                InstantSource.system()),
                        new Forwarder(address)));
    }

    private Projection projection(DataFolder data, KafkaSide kafka) {
        ProjectorOptions alone =
                ProjectorOptions.local(
                        kafka.client(), options.topics(), data.directory("projector"));
        Projector projector =
                closing.with(
                        Projector.start(
                                options.cluster().isEmpty()
                                        ? alone
                                        : alone.amongOthers(
                                                InstanceName.of(options, data),
                                                options.advertised()
                                                        .map(InstanceAddress::instance)
                                                        .map(InstanceAddress::text))));
        LedgerQuery query = closing.with(new LedgerQuery(projector));
        CheckpointLog checkpoints =
                closing.with(new CheckpointLog(kafka.client(), options.topics(), options.name()));
        return new Projection(projector, query, checkpoints);
    }

    private Optional<WitnessingSide> witnessing(KafkaSide kafka, Projection projection) {
        return options.outside().asksAnybody()
                ? Optional.of(
                        closing.with(
                                WitnessingSide.open(
                                        options,
                                        kafka.client(),
                                        projection.checkpoints(),
                                        projection.query())))
                : Optional.empty();
    }

    /** The way in: gate, refusals, inboxes. */
    private record Submitting(
            GateService gate,
            RefusalIndex refusals,
            InboxRelay relay,
            LedgerMetrics metrics,
            Connections connections) {

        NodeStages.Gating health() {
            return new NodeStages.Gating(refusals, relay);
        }
    }

    /** What fits into a request fits into the store. */
    private EvidenceStore evidence(DataFolder data) {
        return options.evidence().open(data.directory("evidence"), HttpSide.BODY_BYTES_MAX);
    }

    /** Pieces are gathered on the disk of the data folder, wherever the whole is kept. */
    private EvidenceUploads uploads(DataFolder data, EvidenceStore evidence) {
        return new EvidenceUploads(
                evidence,
                data.directory("evidence").resolve("gathering"),
                options.evidence().sizeBytesMax());
    }

    private Submitting submitting(
            DataFolder data,
            KafkaSide kafka,
            RegistrySide registry,
            Optional<Projection> projection) {
        Map<String, Object> client = kafka.client();
        int schemaId = registry.idFor(options.topics().intake(), EventSchema.TEXT);
        registry.idFor(options.topics().ledger(), EventSchema.TEXT);
        RefusalIndex refusals = closing.with(new RefusalIndex(client, options.topics().rejected()));
        IntakeWriter writer = closing.with(new IntakeWriter(client, options.topics(), schemaId));
        LedgerMetrics metrics = new LedgerMetrics();
        Clock clock = Clock.systemUTC();
        GateService gate =
                new GateService(
                        new Gate(Vocabulary.GOLDTHREAD, nonces(data)),
                        writer,
                        new SealingWatch(
                                projection.map(Projection::query), refusals, metrics, clock),
                        clock,
                        FreeSpace.under(data.root()));
        Connections connections = HookSide.connections(data);
        InboxRelay relay =
                closing.with(
                        new InboxRelay(
                                client,
                                options.topics(),
                                gate,
                                registry.registry(),
                                new CloudEventInbox(
                                        new CloudEventsAdapter(new CdEventsAdapter()),
                                        principal -> connections.rules(principal, "cloudevents"))));
        return new Submitting(gate, refusals, relay, metrics, connections);
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

    private RegistrySide registry(DataFolder data, KafkaSide kafka) {
        return options.registry().isEmpty()
                ? RegistrySide.embedded(data, kafka.client())
                : RegistrySide.elsewhere(options.registry());
    }

    private Sealer sealer(DataFolder data, KafkaSide kafka, RegistrySide registry) {
        SealerConfig config =
                SealerConfig.of(
                        kafka.client(),
                        options.topics(),
                        data.directory("sealer"),
                        InstanceName.of(options, data));
        Sealer sealer =
                closing.with(new Sealer(config, registry.registry(), InstantSource.system()));
        sealer.start();
        return sealer;
    }

    private CheckpointerSide checkpointer(DataFolder data, KafkaSide kafka) {
        return closing.with(CheckpointerSide.open(options, data, kafka));
    }

    private static NonceMaker nonces(DataFolder data) {
        data.directory("secrets");
        String secret = data.secret(NONCE_SECRET, NonceMaker.SECRET_BYTES_MIN);
        return new NonceMaker(HexFormat.of().parseHex(secret));
    }
}
