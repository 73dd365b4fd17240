package dev.goldthread.api.bench;

import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import dev.goldthread.streams.embedded.BrokerOptions;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.embedded.EmbeddedBroker;
import dev.goldthread.streams.project.Projector;
import dev.goldthread.streams.project.ProjectorOptions;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.registry.EmbeddedRegistry;
import dev.goldthread.streams.seal.Sealer;
import dev.goldthread.streams.seal.SealerConfig;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicOptions;
import dev.goldthread.streams.topic.TopicSpecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One run: the plain limit, the sealer, the projector, each alone on one embedded broker; then, on
 * a whole node of its own, intake over HTTP, latency, traces. Figures of one run may be compared,
 * those of different runs only as ratios.
 */
public final class Bench {

    private static final String COPY = "bench.copy";
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
        measureStages();
        figures.addAll(new NodeBench(folder.resolve("node"), events, progress).run());
        return List.copyOf(figures);
    }

    private void measureStages() throws Exception {
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
                measureGate(
                        client, registry.register(TOPICS.intake() + "-value", EventSchema.TEXT));
                progress.accept("reading and writing on, without any work");
                Figure limit =
                        keep(
                                Figure.of(
                                        "plain read-process-write",
                                        new PlainLimit(client)
                                                .perSecond(
                                                        TOPICS.intake(),
                                                        COPY,
                                                        TopicOptions.EMBEDDED_PARTITIONS,
                                                        events),
                                        "events/s",
                                        ""));
                measureSealer(data, client, registry, limit);
                progress.accept("verifying");
                figures.addAll(
                        new VerifyBench(client, TOPICS)
                                .run(registry, TopicOptions.EMBEDDED_PARTITIONS));
                measureProjector(data, client);
            }
        }
    }

    private void measureGate(Map<String, Object> client, int schemaId) {
        progress.accept("admitting %,d events".formatted(events));
        Gate gate =
                new Gate(
                        Vocabulary.GOLDTHREAD,
                        new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));
        Submission submission = new Submission("bench", "bench", Optional.empty());
        Map<String, Object> config = new HashMap<>(client);
        config.put("acks", "all");
        config.put("compression.type", "lz4");
        config.put("linger.ms", 5);
        long gateNanos = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long number = 0; number < events; number++) {
                byte[] json = BenchEvents.json(number).toString().getBytes(StandardCharsets.UTF_8);
                long start = System.nanoTime();
                Admission admission = gate.admit(json, submission, Instant.now());
                gateNanos += System.nanoTime() - start;
                Admission.Accepted accepted = (Admission.Accepted) admission;
                byte[] key =
                        accepted.event().event().product().name().getBytes(StandardCharsets.UTF_8);
                var _ =
                        producer.send(
                                new ProducerRecord<>(
                                        TOPICS.intake(),
                                        key,
                                        WireFormat.write(schemaId, accepted.body().toBytes())));
            }
        }
        keep(Figure.of("gate rules alone, one thread", events / (gateNanos / 1e9), "events/s", ""));
    }

    private void measureSealer(
            DataFolder data, Map<String, Object> client, EmbeddedRegistry registry, Figure limit)
            throws InterruptedException {
        progress.accept("sealing");
        SealerConfig config = SealerConfig.of(client, TOPICS, data.directory("sealer"), "bench");
        try (Sealer sealer = new Sealer(config, registry, InstantSource.system())) {
            sealer.start();
            double perSecond = rate(sealer.counters()::sealed, sealer::failure);
            keep(
                    Figure.of("sealer alone", perSecond, "events/s", "≥ 0.35 of the plain one")
                            .against(limit));
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
            figures.addAll(new QueryBench(query, events, progress).run());
        }
        measureRebuild(data, client);
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

    private Figure keep(Figure figure) {
        figures.add(figure);
        return figure;
    }
}
