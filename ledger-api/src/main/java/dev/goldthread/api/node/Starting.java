package dev.goldthread.api.node;

import dev.goldthread.api.connection.HookIntake;
import dev.goldthread.api.evidence.EvidenceStore;
import dev.goldthread.api.evidence.EvidenceUploads;
import dev.goldthread.api.gate.FreeSpace;
import dev.goldthread.api.metrics.FigureSource;
import dev.goldthread.api.metrics.Figures;
import dev.goldthread.api.metrics.LedgerFigures;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.query.NodeBudget;
import dev.goldthread.streams.seal.Sealer;
import dev.goldthread.streams.seal.SealerConfig;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicOptions;
import dev.goldthread.streams.topic.TopicSpecs;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** One start of a node, step by step; steps that do not need each other go side by side. */
record Starting(NodeOptions options, Timing timing, Closing closing) {

    private static final Duration READY_MAX = Duration.ofSeconds(60);

    Node run() {
        DataFolder data = closing.with(DataFolder.open(options.data()));
        LedgerNameFile.settle(data, options.name());
        Optional<Aside<HttpSide.Prepared>> server =
                when(NodeRole.API, () -> Aside.of(() -> timing.of("server", this::server)));
        KafkaSide kafka = closing.with(timing.of("broker", () -> KafkaSide.of(options, data)));
        Aside<RegistrySide> registering =
                Aside.of(() -> timing.of("registry", () -> closing.with(registry(data, kafka))));
        timing.of("topics", () -> ensureTopics(kafka));
        Aside<Optional<ProjectorSide>> projecting =
                Aside.of(() -> when(NodeRole.PROJECTOR, () -> projector(data, kafka)));
        Aside<Optional<CheckpointerSide>> keys =
                Aside.of(() -> when(NodeRole.CHECKPOINTER, () -> checkpointer(data, kafka)));
        RegistrySide registry = registering.join();
        Optional<Sealer> sealer = when(NodeRole.SEALER, () -> sealer(data, kafka, registry));
        Optional<ProjectorSide> projector = projecting.join();
        Optional<GateSide> gate = when(NodeRole.GATE, () -> gate(data, kafka, registry, projector));
        Optional<CheckpointerSide> checkpointer = keys.join();
        NodeStages stages =
                new NodeStages(
                        kafka,
                        FreeSpace.under(data.root()),
                        () -> registry.problem(options.topics().intake()),
                        gate.map(GateSide::health),
                        sealer,
                        projector.map(ProjectorSide::health),
                        checkpointer);
        Optional<WitnessingSide> witnessing =
                when(NodeRole.API, () -> projector.flatMap(part -> witnessing(kafka, part)))
                        .flatMap(side -> side);
        Optional<HttpSide> http =
                server.map(
                        prepared ->
                                serve(
                                        prepared,
                                        data,
                                        gate.orElseThrow(),
                                        projector.orElseThrow(),
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
            Aside<HttpSide.Prepared> prepared,
            DataFolder data,
            GateSide gate,
            ProjectorSide projector,
            Optional<Sealer> sealer,
            Optional<CheckpointerSide> checkpointer,
            Optional<WitnessingSide> witnessing,
            NodeStages stages) {
        EvidenceStore evidence = closing.with(evidence(data));
        HookIntake hooks = HookSide.open(gate.connections(), evidence, gate.gate());
        NodeBudget budget = NodeBudget.ofHeap(Runtime.getRuntime().maxMemory());
        FigureSource figures =
                new LedgerFigures(
                        gate.gate().counters(),
                        sealer,
                        projector.projector(),
                        projector.query(),
                        budget,
                        () -> checkpointer.flatMap(CheckpointerSide::running),
                        projector.checkpoints(),
                        () ->
                                witnessing
                                        .map(WitnessingSide::figures)
                                        .orElse(Figures.Outside.NOBODY),
                        () -> HookSide.figures(hooks));
        HttpSide.Parts parts =
                new HttpSide.Parts(
                        Tokens.of(data),
                        options.visibility(),
                        gate.gate(),
                        gate.refusals(),
                        projector.query(),
                        budget,
                        projector.checkpoints(),
                        evidence,
                        uploads(data, evidence),
                        hooks,
                        stages,
                        figures,
                        gate.metrics(),
                        options.advertised().map(address -> projector.instances(address, closing)));
        return closing.with(timing.of("http", () -> HttpSide.start(prepared.join(), parts)));
    }

    private ProjectorSide projector(DataFolder data, KafkaSide kafka) {
        return ProjectorSide.start(options, data, kafka, timing.listener(), closing);
    }

    private GateSide gate(
            DataFolder data,
            KafkaSide kafka,
            RegistrySide registry,
            Optional<ProjectorSide> projector) {
        return GateSide.start(
                options, data, kafka, registry, projector.map(ProjectorSide::query), closing);
    }

    private Optional<WitnessingSide> witnessing(KafkaSide kafka, ProjectorSide projector) {
        return options.outside().asksAnybody()
                ? Optional.of(
                        closing.with(
                                WitnessingSide.open(
                                        options,
                                        kafka.client(),
                                        projector.checkpoints(),
                                        projector.query())))
                : Optional.empty();
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
                ? RegistrySide.embedded(data, kafka.client(), 0)
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
}
