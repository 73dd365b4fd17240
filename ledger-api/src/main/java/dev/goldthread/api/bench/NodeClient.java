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

/** One who sends events to a node and asks it, over one connection that stays open. */
final class NodeClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 1000;

    private final HttpClient http;
    private final URI node;
    private final String token;

    NodeClient(HttpClient http, URI node, String token) {
        this.http = http;
        this.node = node;
        this.token = token;
    }

    /** Returns when all of them can be asked for. */
    void send(List<ObjectNode> events) throws IOException, InterruptedException {
        for (int from = 0; from < events.size(); from += BATCH) {
            byte[] lines =
                    ReleaseEvents.lines(
                            events.subList(from, Math.min(from + BATCH, events.size())));
            HttpRequest request =
                    to("/v1/events")
                            .header("Content-Type", "application/x-ndjson")
                            .header("Prefer", "wait=30")
                            .POST(BodyPublishers.ofByteArray(lines))
                            .build();
            require(http.send(request, BodyHandlers.ofByteArray()));
        }
    }

    JsonNode ask(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(to(path).build(), BodyHandlers.ofByteArray());
        require(answer);
        return JSON.readTree(answer.body());
    }

    /**
     * How long one answer takes, from sending the question to the last byte.
     *
     * @return nanoseconds
     */
    long time(String path) throws IOException, InterruptedException {
        HttpRequest request = to(path).build();
        long start = System.nanoTime();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        long took = System.nanoTime() - start;
        require(answer);
        return took;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(node.resolve(path))
                .header("Authorization", "Bearer " + token);
    }

    private static void require(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    "the ledger answered %d to %s: %s"
                            .formatted(
                                    answer.statusCode(),
                                    answer.request().uri(),
                                    new String(answer.body(), StandardCharsets.UTF_8)));
        }
    }
}
