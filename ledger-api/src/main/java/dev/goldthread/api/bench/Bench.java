package dev.goldthread.api.bench;

import dev.goldthread.core.event.EventSchema;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.ProjectorOptions;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.seal.Sealer;
import dev.goldthread.streams.seal.SealerConfig;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicOptions;
import dev.goldthread.streams.topic.TopicSpecs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One run: the plain limit, the sealer, the projector, each alone on one embedded broker; then, on
 * a whole node of its own, intake over HTTP, latency, traces. Figures of one run may be compared,
 * those of different runs only as ratios.
 */
public final class Bench {

    private static final String COPY = "bench.copy";
    private static final Duration READY_MAX = Duration.ofMinutes(1);
    private static final LedgerTopics TOPICS = LedgerTopics.DEFAULT;

    private final Path folder;
    private final long events;
    private final Consumer<String> progress;
    private final List<Figure> figures = new ArrayList<>();

    /**
     * @param folder an empty folder; the caller removes it
     * @param events how many events each stage gets, at least 1
     * @param progress is told what goes on
     */
    public Bench(Path folder, long events, Consumer<String> progress) {
        if (events < 1) {
            throw new IllegalArgumentException(
                    "events must be at least 1, but is %d".formatted(events));
        }
        this.folder = folder;
        this.events = events;
        this.progress = progress;
    }

    /** Runs everything; a few minutes for a million events. */
    public List<Figure> run() throws Exception {
        keep(MachineSpeed.measure());
        measureStages(true);
        figures.addAll(new NodeBench(folder.resolve("node"), events, progress).run());
        return List.copyOf(figures);
    }

    /** Runs only what another graph database can be held against. */
    public List<Figure> runGraph() throws Exception {
        measureStages(false);
        return List.copyOf(figures);
    }

    private void measureStages(boolean all) throws Exception {
        try (DataFolder data = DataFolder.open(folder.resolve("stages"));
                EmbeddedBroker broker = EmbeddedBroker.start(data, BrokerOptions.DEFAULT);
                Admin admin = Admin.create(new HashMap<>(broker.clientConfig()))) {
            Map<String, Object> client = broker.clientConfig();
            new TopicAdmin(admin).ensure(TopicSpecs.of(TOPICS, TopicOptions.forCluster(1)));
            admin.createTopics(
                            List.of(
                                    new NewTopic(
                                            COPY, TopicOptions.EMBEDDED_PARTITIONS, (short) 1)))
                    .all()
                    .get();
            try (EmbeddedRegistry registry =
                    EmbeddedRegistry.start(client, EmbeddedRegistry.TOPIC_DEFAULT)) {
                progress.accept("admitting %,d events".formatted(events));
                int schemaId = registry.register(TOPICS.intake() + "-value", EventSchema.TEXT);
                Figure gate = new GateBench(client, TOPICS, events).run(schemaId);
                if (all) {
                    keep(gate);
                }
                Optional<Figure> limit = all ? Optional.of(measureLimit(client)) : Optional.empty();
                Figure sealer = measureSealer(data, client, registry);
                limit.ifPresent(plain -> keep(sealer.against(plain)));
                if (all) {
                    progress.accept("verifying");
                    figures.addAll(
                            new VerifyBench(client, TOPICS)
                                    .run(registry, TopicOptions.EMBEDDED_PARTITIONS));
                }
                measureProjector(data, client);
                if (all) {
                    measureRebuild(data, client);
                    progress.accept("one store without Kafka, and the same rows written plainly");
                    figures.addAll(
                            new StoreFigures(client, TOPICS, events).run(data.directory("store")));
                }
            }
        }
    }

    private Figure measureLimit(Map<String, Object> client) {
        progress.accept("reading and writing on, without any work");
        double perSecond =
                new PlainLimit(client)
                        .perSecond(TOPICS.intake(), COPY, TopicOptions.EMBEDDED_PARTITIONS, events);
        return keep(Figure.of("plain read-process-write", perSecond, "events/s", ""));
    }

    private Figure measureSealer(
            DataFolder data, Map<String, Object> client, EmbeddedRegistry registry)
            throws InterruptedException {
        progress.accept("sealing");
        SealerConfig config = SealerConfig.of(client, TOPICS, data.directory("sealer"), "bench");
        try (Sealer sealer = new Sealer(config, registry, InstantSource.system())) {
            sealer.start();
            double perSecond = rate(sealer.counters()::sealed, sealer::failure);
            return Figure.of("sealer alone", perSecond, "events/s", "≥ 0.35 of the plain one");
        }
    }

    private void measureProjector(DataFolder data, Map<String, Object> client)
            throws InterruptedException {
        progress.accept("projecting");
        ProjectorOptions options =
                ProjectorOptions.local(client, TOPICS, data.directory("projector"));
        try (Projector projector = Projector.start(options);
                LedgerQuery query = new LedgerQuery(projector)) {
            double perSecond = rate(() -> projector.counts().events(), projector::failure);
            keep(Figure.of("projector alone", perSecond, "events/s", "≥ 95,000"));
            awaitReady(projector, query);
            figures.addAll(new QueryBench(query, events, progress).run());
        }
        figures.addAll(StoreFigures.onDisk(data.directory("projector")));
    }

    /**
     * The same application without its store: Kafka Streams restores what it had consumed, which is
     * what happens when a store was lost or its format changed.
     */
    private void measureRebuild(DataFolder data, Map<String, Object> client)
            throws InterruptedException {
        progress.accept("rebuilding the graph of an emptied store");
        ProjectorOptions options =
                ProjectorOptions.local(client, TOPICS, data.directory("rebuilt"));
        try (Projector projector = Projector.start(options)) {
            double perSecond = rate(() -> projector.counts().events(), projector::failure);
            keep(Figure.of("graph rebuilt from the ledger", perSecond, "events/s", ""));
        }
    }

    /** From the first event counted to the last: starting up is not part of it. */
    private double rate(LongSupplier count, Supplier<Optional<Throwable>> failure)
            throws InterruptedException {
        long first = await(count, 1, failure);
        long start = System.nanoTime();
        long last = await(count, events, failure);
        return (last - first) / ((System.nanoTime() - start) / 1e9);
    }

    private static long await(
            LongSupplier count, long atLeast, Supplier<Optional<Throwable>> failure)
            throws InterruptedException {
        while (count.getAsLong() < atLeast) {
            if (failure.get().isPresent()) {
                throw new IllegalStateException(
                        "a stage ended while it was measured", failure.get().get());
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return count.getAsLong();
    }

    /**
     * Few events are counted before the second thread has its partitions, and what was counted last
     * may still wait for its batch to be written.
     */
    private void awaitReady(Projector projector, LedgerQuery query) throws InterruptedException {
        if (!projector.stores().await(() -> projector.ready() && isSeen(query), READY_MAX)) {
            throw new IllegalStateException(
                    "the projector is not ready %s after its last event".formatted(READY_MAX));
        }
    }

    private boolean isSeen(LedgerQuery query) {
        return query.products().stream().mapToLong(log -> log.seq() + 1).sum() >= events;
    }

    private Figure keep(Figure figure) {
        figures.add(figure);
        return figure;
    }
}
