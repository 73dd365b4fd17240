package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.cli.Prompt;
import dev.goldthread.api.node.LedgerHttp.Answer;
import dev.goldthread.streams.query.NodeBudget;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several large questions at once. The first is a caller that reads slowly: the answer is longer
 * than the buffers between the two, so it cannot have been sent before it is read.
 */
class HeapFullIT {

    private static final int COMMITS = 8;
    private static final int LINKS = 4_000;
    private static final int NODES = 1 + COMMITS + COMMITS * LINKS;
    private static final String LARGE = "/v1/products/pump/trace?type=Requirement&id=ROOT";
    private static final String SMALL = "/v1/products/small/trace?type=Requirement&id=REQ-1";

    private static Node node;
    private static LedgerHttp http;
    private static NodeBudget budget;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        node = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
        http = LedgerHttp.warmedUp(node);
        budget = node.questions();
        http.postUntilSealed(Events.requirement("small", "e-1", "REQ-1", "Stop"));
        http.postUntilSealed(Events.requirement("pump", "e-0", "ROOT", "Stop"));
        for (int i = 1; i <= COMMITS; i++) {
            http.postUntilSealed(commit(i));
        }
        assertThat(http.get(SMALL + "&afterSeq=0").status()).isEqualTo(200);
        assertThat(http.get(LARGE + "&depth=1&afterSeq=" + COMMITS).status()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        http.close();
        node.close();
    }

    /** It implements the root and many requirements that nothing has recorded. */
    private static String commit(int number) {
        String links =
                IntStream.range(0, LINKS)
                        .mapToObj(i -> "REQ-%d-%d".formatted(number, i))
                        .map(
                                id ->
                                        "{\"relation\":\"implements\",\"to\":{\"type\":\"Requirement\",\"id\":\"%s\"}}"
                                                .formatted(id))
                        .collect(Collectors.joining(","));
        return Events.commit("pump", "e-" + number, "%040d".formatted(number), "ROOT")
                .replace("\"links\":[", "\"links\":[" + links + ",");
    }

    /** A caller that has the head of an answer and reads no further. */
    private record SlowCaller(Socket socket) implements AutoCloseable {

        static SlowCaller ask(String path) throws IOException {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(1 << 17);
            socket.setSoTimeout((int) Duration.ofMinutes(2).toMillis());
            socket.connect(new InetSocketAddress(http.url().getHost(), http.url().getPort()));
            String request =
                    "GET %s HTTP/1.1\r\nHost: ledger\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                            .formatted(path, http.token());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String head =
                    new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
            assertThat(head).isEqualTo("HTTP/1.1 200 OK");
            return new SlowCaller(socket);
        }

        String rest() throws IOException {
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** Plays more questions, so that one of the large ones fits and two do not. */
    private static NodeBudget.Share others() {
        NodeBudget.Share others = budget.open();
        others.add(budget.nodesMax() - budget.nodesMax() / 4 - 2L * NODES);
        return others;
    }

    private static Answer askUntilAnswered(String path) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        Answer answer = http.get(path);
        while (answer.status() == 503) {
            assertThat(System.nanoTime()).as(answer.body()).isLessThan(deadline);
            answer = http.get(path);
        }
        return answer;
    }

    @Test
    void aSecondLargeQuestionIsToldToComeAgainWhileASmallOneIsAnswered() throws Exception {
        try (NodeBudget.Share others = others();
                SlowCaller first = SlowCaller.ask(LARGE)) {
            // One of the two waits for room, and is told after that; the other is told at once.
            CompletableFuture<Prompt.Run> typing = CompletableFuture.supplyAsync(HeapFullIT::typed);
            Answer second = http.get(LARGE);
            assertThat(second.status()).as(second.body()).isEqualTo(503);
            assertThat(second.response().headers().firstValue("Retry-After")).contains("5");
            assertThat(second.json().get("type").asText()).endsWith("/problems/heap-full");
            assertThat(second.json().get("detail").asText())
                    .contains("ask again in some seconds", "GOLDTHREAD_HEAP");
            Prompt.Run typed = typing.get();
            assertThat(typed.exitCode()).isEqualTo(5);
            assertThat(typed.err()).contains("the ledger cannot answer now: questions that are");
            assertThat(http.get(SMALL).status()).as("a small one").isEqualTo(200);
            assertThat(http.get("/metrics").body())
                    .contains(
                            "goldthread_questions_refused_total %d.0".formatted(budget.refused()));

            assertThat(first.rest())
                    .as("the first is whole")
                    .contains("\"id\":\"REQ-%d-%d\"".formatted(COMMITS, LINKS - 1))
                    .endsWith("]}\r\n0\r\n\r\n");
            Answer again = askUntilAnswered(LARGE);
            assertThat(again.status()).as("after the first").isEqualTo(200);
            assertThat(again.json().get("nodes")).hasSize(NODES);
        }
    }

    @Test
    void aCallerWhoGoesAwayHoldsNothing() throws Exception {
        try (NodeBudget.Share others = others()) {
            try (SlowCaller _ = SlowCaller.ask(LARGE)) {
                assertThat(budget.held()).isGreaterThan(budget.nodesMax() * 3 / 4 - NODES);
            }

            assertThat(askUntilAnswered(LARGE).status()).isEqualTo(200);
        }
    }

    @Test
    void whateverBecameOfAQuestionItHoldsNothingAfterwards() throws Exception {
        assertThat(http.get("/v1/products/pump/trace?type=Requirement&id=NONE").status())
                .isEqualTo(404);
        assertThat(http.get("/v1/products/pump/pending").status()).isEqualTo(200);
        assertThat(http.get("/v1/products/pump/deployments").status()).isEqualTo(200);
        assertThat(http.send(http.request(LARGE).header("Accept", "image/svg+xml").GET()).status())
                .as("too large to draw, once it is walked")
                .isEqualTo(422);

        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (budget.held() > 0) { // a moment after the answer
            assertThat(System.nanoTime()).as("held").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void whenLargeQuestionsHoldAllThatTheyMayASmallOneIsAnswered() throws Exception {
        try (NodeBudget.Share others = budget.open()) {
            others.add(budget.nodesMax() - budget.nodesMax() / 4 - 1_000);

            assertThat(http.get(SMALL).status()).isEqualTo(200);
        }
    }

    private static Prompt.Run typed() {
        return Prompt.beside(node).run("trace", "node", "pump", "Requirement", "ROOT");
    }
}
