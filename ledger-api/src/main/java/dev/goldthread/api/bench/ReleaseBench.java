package dev.goldthread.api.bench;

import java.io.IOException;
import java.util.List;

/**
 * How long a node takes to answer for releases over HTTP: one question after the other over one
 * connection that stays open, from sending it to the last byte of the answer. What is asked before
 * the clock runs compiles the code.
 */
final class ReleaseBench {

    /** So that ten, and three, are slower than the 99th percentile. */
    private static final int TRACES = 1_000;

    private static final int MATRICES = 300;
    private static final int TRACES_TO_WARM_UP = 3_000;
    private static final int MATRICES_TO_WARM_UP = 100;

    private final NodeClient client;

    ReleaseBench(NodeClient client) {
        this.client = client;
    }

    List<Figure> run() throws IOException, InterruptedException {
        ReleaseEvents small = new ReleaseEvents("bench-release", 88);
        client.send(small.all());
        String trace = "/trace";
        int nodes = client.ask(path(small, trace)).get("nodes").size();
        Percentiles traces = measure(small, trace, TRACES_TO_WARM_UP, TRACES);

        ReleaseEvents large = new ReleaseEvents("bench-large-release", 2_000);
        client.send(large.all());
        String matrix = "/matrix?limit=" + large.requirements();
        int rows = client.ask(path(large, matrix)).get("rows").size();
        Percentiles matrices = measure(large, matrix, MATRICES_TO_WARM_UP, MATRICES);
        String traced = "trace of a release over HTTP, %,d nodes, ".formatted(nodes);
        String made = "matrix of a release over HTTP, %,d rows, ".formatted(rows);
        return List.of(
                Figure.of(traced + "p50", traces.millis(50), "ms", ""),
                Figure.of(traced + "p99", traces.millis(99), "ms", "≤ 10"),
                Figure.of(made + "p50", matrices.millis(50), "ms", ""),
                Figure.of(made + "p99", matrices.millis(99), "ms", "≤ 300"));
    }

    private Percentiles measure(ReleaseEvents release, String what, int warm, int counted)
            throws IOException, InterruptedException {
        Percentiles took = new Percentiles();
        String path = path(release, what);
        for (int i = 0; i < warm + counted; i++) {
            long nanos = client.time(path);
            if (i >= warm) {
                took.add(nanos);
            }
        }
        return took;
    }

    private static String path(ReleaseEvents release, String what) {
        return "/v1/products/%s/releases/%s%s"
                .formatted(release.product(), release.version(), what);
    }
}
