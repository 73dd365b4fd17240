package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.metrics.Stages;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.LogVisibility;
import dev.goldthread.api.security.Role;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.query.AbandonedException;
import dev.goldthread.streams.query.NodeBudget;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions that compute for long, and everything else beside them; over HTTP. */
class LongQuestionsTest {

    private static final String SWITCH = "goldthread.test.questions";

    private static final AtomicBoolean MAY_END = new AtomicBoolean();
    private static final AtomicInteger COMPUTED = new AtomicInteger();
    private static final AtomicBoolean READ = new AtomicBoolean();
    private static volatile CountDownLatch ended = new CountDownLatch(1);

    private DataFolder data;
    private ApplicationContext context;
    private URI url;
    private String token;
    private final HttpClient http = HttpClient.newHttpClient();

    /** A long question never waits, so a virtual thread would not let another one on. */
    @Hidden
    @Requires(property = SWITCH)
    @Controller("/v1/test/questions")
    @InTurn
    @AllowedTo(Role.READER)
    static final class Questions {

        private final HeldNodes held;

        Questions(HeldNodes held) {
            this.held = held;
        }

        @Get("/endless")
        String read() {
            NodeAllowance allowance = held.ofThisRequest();
            try {
                while (!MAY_END.get()) {
                    allowance.begin(1);
                    READ.set(true);
                }
                return "by the test";
            } catch (AbandonedException e) {
                ended.countDown();
                throw e;
            }
        }

        @Get("/long")
        String compute() {
            COMPUTED.incrementAndGet();
            while (!MAY_END.get()) {
                Thread.onSpinWait();
            }
            return "computed";
        }

        @Get("/small/{name}")
        String small(@PathVariable String name) {
            return ServerRequestContext.currentRequest().orElseThrow().getPath() + " " + name;
        }

        @Get("/refused")
        String refused() {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_ENTITY, "too-odd", "no answer");
        }
    }

    /** As routes for events are. */
    @Hidden
    @Requires(property = SWITCH)
    @Controller("/v1/test/events")
    @ExecuteOn(TaskExecutors.BLOCKING)
    @AllowedTo(Role.READER)
    static final class Intake {
        @Post
        String take() {
            return "taken";
        }
    }

    @BeforeEach
    void serve(@TempDir Path folder) throws Exception {
        data = DataFolder.open(folder);
        MAY_END.set(false);
        COMPUTED.set(0);
        context = ServerAlone.start(Map.of(SWITCH, true));
        context.registerSingleton(Tokens.class, Tokens.of(data));
        context.registerSingleton(LogVisibility.class, LogVisibility.PRIVATE);
        context.registerSingleton(NodeBudget.class, NodeBudget.ofHeap(1 << 30));
        context.registerSingleton(Stages.class, (Stages) List::of);
        url = context.getBean(EmbeddedServer.class).start().getURI();
        token = Files.readString(folder.resolve(Tokens.OPERATOR_FILE)).strip();
    }

    @AfterEach
    void stop() {
        MAY_END.set(true);
        http.shutdownNow();
        context.close();
        data.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + token);
    }

    private String answer(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private List<CompletableFuture<HttpResponse<String>>> askLong(int count) {
        List<CompletableFuture<HttpResponse<String>>> asked =
                IntStream.range(0, count)
                        .mapToObj(
                                _ ->
                                        http.sendAsync(
                                                request("/v1/test/questions/long").build(),
                                                BodyHandlers.ofString()))
                        .toList();
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (COMPUTED.get() < count) {
            assertThat(System.nanoTime()).as("computed: %s", COMPUTED).isLessThan(deadline);
            Thread.onSpinWait();
        }
        return asked;
    }

    @Test
    void whileMoreLongQuestionsThanProcessorsAreComputedAllElseIsAnswered() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> asked =
                askLong(2 * Runtime.getRuntime().availableProcessors());

        assertThat(answer(request("/health/ready").GET())).contains("UP");
        assertThat(answer(request("/v1/test/events").POST(BodyPublishers.noBody())))
                .isEqualTo("taken");
        assertThat(answer(request("/v1/test/questions/small/one").GET()))
                .as("with the request that it belongs to")
                .isEqualTo("/v1/test/questions/small/one one");
        assertThat(asked).noneMatch(CompletableFuture::isDone);

        MAY_END.set(true);
        for (CompletableFuture<HttpResponse<String>> each : asked) {
            assertThat(each.get().body()).isEqualTo("computed");
        }
    }

    @Test
    void aQuestionWhoseCallerIsGoneEndsAtTheNextNode() throws Exception {
        READ.set(false);
        ended = new CountDownLatch(1);
        String asked =
                "GET /v1/test/questions/endless HTTP/1.1\r\nHost: ledger\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(token);
        try (Socket caller = new Socket(url.getHost(), url.getPort())) {
            caller.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
            while (!READ.get()) {
                Thread.onSpinWait();
            }
            assertThat(ended.getCount()).as("while it waits").isEqualTo(1);
        }

        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aQuestionThatFailsSaysWhyAsBefore() throws Exception {
        HttpResponse<String> answer =
                http.send(
                        request("/v1/test/questions/refused").GET().build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.parse(answer.body()).path("type").asText()).endsWith("/too-odd");
    }
}
