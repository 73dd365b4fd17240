package dev.goldthread.api.bench;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.trace.Tracer;
import dev.goldthread.core.walk.Way;
import dev.goldthread.streams.query.LedgerQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** How long answers take, warm, asked of the store itself without HTTP. */
final class QueryBench {

    private static final int WARM = BenchEvents.TRACES_TO_WARM_UP;
    private static final int PROOFS = 5_000;
    private static final long SEED = 20_260_106;

    private final LedgerQuery query;
    private final long events;
    private final Consumer<String> progress;
    private final List<Figure> figures = new ArrayList<>();

    QueryBench(LedgerQuery query, long events, Consumer<String> progress) {
        this.query = query;
        this.events = events;
        this.progress = progress;
    }

    List<Figure> run() {
        measureTrace();
        measureProof();
        return List.copyOf(figures);
    }

    /** Six hops down the first complete tree, warm, on the store itself. */
    private void measureTrace() {
        if (!BenchEvents.hasTree(events)) {
            progress.accept("too few events for a tree of six levels; the trace is left out");
            return;
        }
        progress.accept("tracing");
        Tracer tracer = new Tracer(Vocabulary.GOLDTHREAD);
        Product product = BenchEvents.product(0);
        Percentiles took = new Percentiles();
        for (int i = 0; i < WARM + BenchEvents.TRACES; i++) {
            long start = System.nanoTime();
            int nodes =
                    query.ask(
                            product,
                            AsOf.NOW,
                            view ->
                                    tracer.around(view, BenchEvents.firstRoot(product), Way.DOWN, 6)
                                            .orElseThrow()
                                            .nodes()
                                            .size());
            if (i >= WARM) {
                took.add(System.nanoTime() - start);
            }
            if (nodes != BenchEvents.TREE_NODES) {
                throw new IllegalStateException(
                        "the trace has %d nodes, expected %d"
                                .formatted(nodes, BenchEvents.TREE_NODES));
            }
        }
        figures.add(Figure.of("6-hop trace, 1,093 nodes, p50", took.millis(50), "ms", ""));
        figures.add(Figure.of("6-hop trace, 1,093 nodes, p99", took.millis(99), "ms", "≤ 3"));
    }

    /** Of events anywhere in the longest logs there are, by id, under the root over all of it. */
    private void measureProof() {
        progress.accept("proving");
        Random random = new Random(SEED);
        Percentiles took = new Percentiles();
        for (int i = 0; i < WARM + PROOFS; i++) {
            long number = random.nextLong(events);
            Product product = BenchEvents.product(number);
            EventId id = new EventId(BenchEvents.id(number));
            long start = System.nanoTime();
            boolean proven =
                    query.logs()
                            .inclusionProof(product, id, query.logs().size(product))
                            .isPresent();
            if (i >= WARM) {
                took.add(System.nanoTime() - start);
            }
            if (!proven) {
                throw new IllegalStateException("event %s has no proof".formatted(id));
            }
        }
        figures.add(Figure.of("proof of inclusion by event id, p50", took.millis(50), "ms", ""));
        figures.add(Figure.of("proof of inclusion by event id, p99", took.millis(99), "ms", "≤ 3"));
    }
}
