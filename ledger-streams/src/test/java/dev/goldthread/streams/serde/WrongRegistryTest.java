package dev.goldthread.streams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What answers at {@code schema.registry.url} is slow, or no registry, or a wrong one. */
class WrongRegistryTest {

    private static final int ROUNDS = 3;
    private static final RetryPolicy QUICK =
            new RetryPolicy(ROUNDS, Duration.ofMillis(1), Duration.ofSeconds(30));
    private static final RetryPolicy IMPATIENT =
            new RetryPolicy(2, Duration.ofMillis(1), Duration.ofSeconds(2));
    private static final String PAGE = "<html><body>Sign in</body></html>";

    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private volatile Behaviour behaviour = exchange -> {};

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        requests.incrementAndGet();
                        behaviour.answer(exchange);
                    }
                });
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void aPageIsNoAnswer() {
        answers(200, "text/html", PAGE);

        assertThatThrownBy(() -> registry(QUICK).register("t-value", "\"int\""))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(address())
                .hasMessageContaining("200")
                .hasMessageContaining("text/html")
                .hasMessageContaining("schema.registry.url");
        assertThat(requests).hasValue(ROUNDS);
    }

    /** Taken for the registry's, it would refuse a record for ever. */
    @Test
    void aWebServersNotFoundIsNotTheRegistrys() {
        answers(404, "text/html", PAGE);
        assertThatThrownBy(() -> registry(QUICK).schemaText(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("404")
                .hasMessageContaining("whole path");

        answers(404, "application/json", "{\"error_code\":404,\"message\":\"HTTP 404\"}");
        assertThatThrownBy(() -> registry(QUICK).schemaText(1))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void halfATextIsNoAnswer() {
        answers(200, "application/json", "{\"schema\":\"\\\"lo");

        assertThatThrownBy(() -> registry(QUICK).schemaText(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(address());
        assertThat(requests).hasValue(ROUNDS);
    }

    @Test
    void aBodyThatIsCutOffIsAskedForAgain() {
        behaviour =
                exchange -> {
                    byte[] whole = "{\"id\":12}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, whole.length);
                    int sent = requests.get() == 1 ? 4 : whole.length;
                    exchange.getResponseBody().write(whole, 0, sent);
                };

        assertThat(registry(QUICK).register("t-value", "\"int\"")).isEqualTo(12);
        assertThat(requests).hasValue(2);
    }

    @Test
    void aSlowBodyEndsInTime() {
        behaviour =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    awaitTheEnd();
                };

        assertThatThrownBy(() -> registry(IMPATIENT).schemaText(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("no whole answer within 2000 ms")
                .hasMessageContaining(address());
        assertThat(requests).hasValue(IMPATIENT.roundsMax());
    }

    private void awaitTheEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBodyWithoutAnEndIsCutOff() {
        behaviour =
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] blank = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
                    for (int i = 0; i < 8; i++) {
                        exchange.getResponseBody().write(blank);
                    }
                };

        assertThatThrownBy(() -> registry(QUICK).schemaText(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(address());
    }

    @Test
    void aWrongPasswordIsNotTriedAgain() {
        answers(401, "application/json", "{\"error_code\":401,\"message\":\"Unauthorized\"}");

        assertThatThrownBy(() -> registry(QUICK).schemaText(1))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining(address())
                .hasMessageContaining("401")
                .hasMessageContaining("basic.auth.user.info");
        assertThat(requests).hasValue(1);
    }

    @Test
    void anAddressThatMovedIsNamed() {
        answers(302, "text/html", PAGE);

        assertThatThrownBy(() -> registry(QUICK).schemaText(1))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("302")
                .hasMessageContaining("schema.registry.url");
        assertThat(requests).hasValue(1);
    }

    @Test
    void anIdThatIsNoneIsNotUsed() {
        for (String id : new String[] {"\"7\"", "0", "-1", "4294967297", "null"}) {
            answers(200, "application/json", "{\"id\":" + id + "}");
            assertThatThrownBy(() -> registry(QUICK).register("t-value", "\"int\""))
                    .as(id)
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining(address())
                    .hasMessageContaining("field id");
        }
    }

    @Test
    void anIdOfAnotherSchemaIsNotUsed() {
        behaviour =
                exchange ->
                        send(
                                exchange,
                                200,
                                "application/json",
                                exchange.getRequestMethod().equals("POST")
                                        ? "{\"id\":7}"
                                        : "{\"schema\":\"\\\"long\\\"\"}");

        assertThatThrownBy(
                        () ->
                                new WriterSchemas(
                                                registry(QUICK),
                                                WriterSchemas.Registration.AUTOMATIC)
                                        .idFor("t", "\"int\""))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("id 7")
                .hasMessageContaining("another schema");
    }

    /** A record that names such an id is refused by itself; it must not stop those behind it. */
    @Test
    void aSchemaOfAnotherTypeIsNoneOfOurs() {
        answers(
                200,
                "application/json",
                "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message M {}\"}");
        assertThat(registry(QUICK).schemaText(1)).isEmpty();

        answers(
                200,
                "application/json",
                "{\"schema\":\"\\\"other.R\\\"\",\"references\":[{\"name\":\"other.R\",\"subject\":\"o\",\"version\":1}]}");
        assertThat(registry(QUICK).schemaText(1)).isEmpty();
    }

    private void answers(int status, String contentType, String body) {
        behaviour = exchange -> send(exchange, status, contentType, body);
    }

    private static void send(HttpExchange exchange, int status, String contentType, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private HttpSchemaRegistry registry(RetryPolicy retry) {
        return new HttpSchemaRegistry(
                RegistryConfig.from(Map.of(RegistryConfig.URL, address())), retry);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
