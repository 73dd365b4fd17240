package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;

/** Calls a node as an outside program does. */
record LedgerHttp(HttpClient client, URI url, String token) implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    static LedgerHttp of(Node node) throws IOException {
        return new LedgerHttp(
                HttpClient.newHttpClient(),
                node.url(),
                Files.readString(node.data().resolve("operator.token")).strip());
    }

    /**
     * The same, when events get through to the end: on a busy machine the first receipt may take
     * longer than a request waits for it. Adds a log of product {@code warm}.
     */
    static LedgerHttp warmedUp(Node node) throws Exception {
        LedgerHttp http = of(node);
        http.postUntilSealed(Events.requirement("warm", "e-0", "REQ-0", "Go"));
        return http;
    }

    /** What a producer does: the same event again, until it is sealed. */
    Answer postUntilSealed(String event) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
        Answer answer = post(event);
        while (answer.status() != 200) {
            assertThat(System.nanoTime()).as(answer.body()).isLessThan(deadline);
            answer = post(event);
        }
        return answer;
    }

    /** Sends, and waits until questions about the product know of it; when it was sealed. */
    String told(String product, String event) throws Exception {
        JsonNode receipt = postUntilSealed(event).json().at("/results/0/receipt");
        String events = "/v1/products/%s/events?limit=1&afterSeq=%s";
        assertThat(get(events.formatted(product, receipt.get("seq").asText())).status())
                .isEqualTo(200);
        return receipt.get("sealedAt").asText();
    }

    /** The node of that id in a trace, which must be there. */
    static JsonNode node(JsonNode trace, String id) {
        for (JsonNode node : trace.get("nodes")) {
            if (node.get("id").asText().equals(id)) {
                return node;
            }
        }
        throw new AssertionError("no node %s in %s".formatted(id, trace));
    }

    record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    Answer get(String path) throws Exception {
        return send(request(path).GET());
    }

    /** Waits for receipts. */
    Answer post(String body) throws Exception {
        return post(body, "application/json", "wait=30");
    }

    Answer post(String body, String contentType, String prefer) throws Exception {
        return send(
                request("/v1/events")
                        .header("Content-Type", contentType)
                        .header("Prefer", prefer)
                        .POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + token);
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(120));
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
