package dev.goldthread.neo4j;

import dev.goldthread.api.bench.BenchEvents;
import dev.goldthread.api.bench.Figure;
import dev.goldthread.api.bench.Percentiles;
import dev.goldthread.core.event.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Neo4j with the same events: how fast it takes them in, how long a trace of six hops takes. Events
 * are made before the clock runs, where our projector fetches and decodes them on its own time.
 */
final class Neo4jBench {

    private static final int PER_TRANSACTION = 5_000;

    private final Path folder;
    private final long events;

    Neo4jBench(Path folder, long events) {
        this.folder = folder;
        this.events = events;
    }

    List<Figure> run() throws Exception {
        List<Figure> figures = new ArrayList<>();
        try (Neo4jGraph graph = Neo4jGraph.open(folder)) {
            long nanos = 0;
            for (long from = 0; from < events; from += PER_TRANSACTION) {
                List<Event> batch = batch(from, Math.min(PER_TRANSACTION, events - from));
                long start = System.nanoTime();
                graph.add(batch, from);
                nanos += System.nanoTime() - start;
            }
            figures.add(
                    Figure.of(
                            "Neo4j, 5,000 a transaction", events / (nanos / 1e9), "events/s", ""));
            if (BenchEvents.hasTree(events)) {
                figures.addAll(trace(graph));
            }
        }
        figures.add(Figure.of("Neo4j on disk", (double) bytes(folder) / events, "bytes/event", ""));
        return figures;
    }

    private static List<Event> batch(long from, long count) {
        List<Event> batch = new ArrayList<>();
        for (long number = from; number < from + count; number++) {
            batch.add(BenchEvents.event(number));
        }
        return batch;
    }

    /** As often, and after as many to warm up, as our own. */
    private static List<Figure> trace(Neo4jGraph graph) {
        Percentiles took = new Percentiles();
        for (int i = 0; i < BenchEvents.TRACES_TO_WARM_UP + BenchEvents.TRACES; i++) {
            long start = System.nanoTime();
            int nodes = graph.trace(BenchEvents.firstRoot(BenchEvents.product(0)), 6);
            if (i >= BenchEvents.TRACES_TO_WARM_UP) {
                took.add(System.nanoTime() - start);
            }
            if (nodes != BenchEvents.TREE_NODES) {
                throw new IllegalStateException(
                        "the trace has %d nodes, expected %d"
                                .formatted(nodes, BenchEvents.TREE_NODES));
            }
        }
        return List.of(
                Figure.of("Neo4j 6-hop trace, 1,093 nodes, p50", took.millis(50), "ms", ""),
                Figure.of("Neo4j 6-hop trace, 1,093 nodes, p99", took.millis(99), "ms", ""));
    }

    /** The store without the log of its transactions. */
    private static long bytes(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("data").resolve("databases"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
