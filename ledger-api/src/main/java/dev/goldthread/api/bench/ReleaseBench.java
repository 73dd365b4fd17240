package dev.goldthread.api.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How long a node takes to answer for releases over HTTP: one question after the other over one
 * connection that stays open, from sending it to the last byte of the answer. What is asked before
 * the clock runs compiles the code.
 */
final class ReleaseBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 1000;

    /** So that ten, and three, are slower than the 99th percentile. */
    private static final int TRACES = 1_000;

    private static final int MATRICES = 300;
    private static final int TRACES_TO_WARM_UP = 3_000;
    private static final int MATRICES_TO_WARM_UP = 100;

    private final HttpClient http;
    private final URI node;
    private final String token;

    ReleaseBench(HttpClient http, URI node, String token) {
        this.http = http;
        this.node = node;
        this.token = token;
    }

    List<Figure> run() throws IOException, InterruptedException {
        ReleaseEvents small = new ReleaseEvents("bench-release", 88);
        send(small);
        String trace = "/trace";
        int nodes = ask(small, trace).get("nodes").size();
        Percentiles traces = measure(small, trace, TRACES_TO_WARM_UP, TRACES);

        ReleaseEvents large = new ReleaseEvents("bench-large-release", 2_000);
        send(large);
        String matrix = "/matrix?limit=" + large.requirements();
        int rows = ask(large, matrix).get("rows").size();
        Percentiles matrices = measure(large, matrix, MATRICES_TO_WARM_UP, MATRICES);
        String traced = "trace of a release over HTTP, %,d nodes, ".formatted(nodes);
        String made = "matrix of a release over HTTP, %,d rows, ".formatted(rows);
        return List.of(
                Figure.of(traced + "p50", traces.millis(50), "ms", ""),
                Figure.of(traced + "p99", traces.millis(99), "ms", "≤ 10"),
                Figure.of(made + "p50", matrices.millis(50), "ms", ""),
                Figure.of(made + "p99", matrices.millis(99), "ms", "≤ 300"));
    }

    private void send(ReleaseEvents release) throws IOException, InterruptedException {
        List<ObjectNode> events = release.all();
        for (int from = 0; from < events.size(); from += BATCH) {
            byte[] lines =
                    ReleaseEvents.lines(
                            events.subList(from, Math.min(from + BATCH, events.size())));
            HttpResponse<String> answer =
                    http.send(
                            to("/v1/events")
                                    .header("Content-Type", "application/x-ndjson")
                                    .header("Prefer", "wait=30")
                                    .POST(BodyPublishers.ofByteArray(lines))
                                    .build(),
                            BodyHandlers.ofString(StandardCharsets.UTF_8));
            require(answer.statusCode() == 200, answer.statusCode(), answer.body());
        }
    }

    private Percentiles measure(ReleaseEvents release, String what, int warm, int counted)
            throws IOException, InterruptedException {
        Percentiles took = new Percentiles();
        HttpRequest request = request(release, what);
        for (int i = 0; i < warm + counted; i++) {
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (i >= warm) {
                took.add(System.nanoTime() - start);
            }
            require(answer.statusCode() == 200, answer.statusCode(), "");
        }
        return took;
    }

    private JsonNode ask(ReleaseEvents release, String what)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request(release, what), BodyHandlers.ofByteArray());
        require(
                answer.statusCode() == 200,
                answer.statusCode(),
                new String(answer.body(), StandardCharsets.UTF_8));
        return JSON.readTree(answer.body());
    }

    private HttpRequest request(ReleaseEvents release, String what) {
        return to("/v1/products/%s/releases/%s%s"
                        .formatted(release.product(), ReleaseEvents.VERSION, what))
                .build();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(node.resolve(path))
                .header("Authorization", "Bearer " + token);
    }

    private static void require(boolean holds, int status, String body) {
        if (!holds) {
            throw new IllegalStateException("the ledger answered %d: %s".formatted(status, body));
        }
    }
}
