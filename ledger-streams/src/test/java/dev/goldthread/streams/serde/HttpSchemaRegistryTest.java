package dev.goldthread.streams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSchemaRegistryTest {

    private static final RetryPolicy QUICK =
            new RetryPolicy(3, Duration.ofMillis(1), Duration.ofSeconds(30));

    private record Reply(int status, String body) {}

    private static final Reply NOT_FOUND =
            new Reply(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");

    private HttpServer server;
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    synchronized (this) {
                        requests.add(
                                "%s %s %s"
                                        .formatted(
                                                exchange.getRequestMethod(),
                                                exchange.getRequestURI().getRawPath(),
                                                body));
                        authorizations.add(
                                String.valueOf(
                                        exchange.getRequestHeaders().getFirst("Authorization")));
                        Reply reply = replies.remove();
                        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(reply.status(), bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsATextAndIgnoresFieldsItDoesNotKnow() {
        replies.add(new Reply(200, "{\"schema\":\"\\\"long\\\"\",\"guid\":\"x\",\"ts\":1}"));

        assertThat(ask().schemaText(7)).contains("\"long\"");
        assertThat(requests).containsExactly("GET /schemas/ids/7 ");
    }

    @Test
    void takesNotFoundForAnAnswerAndAsksOnce() {
        replies.add(NOT_FOUND);

        assertThat(ask().schemaText(8)).isEmpty();
        assertThat(requests).hasSize(1);
    }

    @Test
    void asksAgainAfterAServerError() {
        replies.add(new Reply(500, "boom"));
        replies.add(new Reply(503, ""));
        replies.add(new Reply(200, "{\"id\":12}"));

        assertThat(ask().register("t-value", "\"long\"")).isEqualTo(12);
        assertThat(requests)
                .hasSize(3)
                .allMatch(
                        request ->
                                request.equals(
                                        "POST /subjects/t-value/versions {\"schema\":\"\\\"long\\\"\"}"));
    }

    @Test
    void givesUpAfterTheLastRoundAndNamesTheProperty() {
        for (int i = 0; i < 3; i++) {
            replies.add(new Reply(500, ""));
        }

        assertThatThrownBy(() -> ask().schemaText(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("answers 500")
                .hasMessageContaining("schema.registry.url");
        assertThat(requests).hasSize(3);
    }

    @Test
    void goesToTheNextAddressWhenTheFirstIsDown() {
        replies.add(new Reply(200, "{\"id\":3}"));

        try (HttpSchemaRegistry registry = registry("http://127.0.0.1:1," + address())) {
            assertThat(registry.register("t-value", "\"int\"")).isEqualTo(3);
        }
    }

    @Test
    void passesOnTheStatusOfARefusal() {
        replies.add(new Reply(409, "{\"error_code\":40901,\"message\":\"incompatible\"}"));

        RegistryRefusedException refused =
                catchThrowableOfType(
                        RegistryRefusedException.class, () -> ask().register("t-value", "\"int\""));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.errorCode()).isEqualTo(40901);
        assertThat(refused).hasMessageContaining("t-value").hasMessageContaining("incompatible");
    }

    @Test
    void logsInByUserInfoAndByAddress() {
        replies.add(NOT_FOUND);
        replies.add(NOT_FOUND);
        Map<String, String> byUserInfo =
                Map.of(
                        RegistryConfig.URL,
                        address(),
                        RegistryConfig.CREDENTIALS_SOURCE,
                        "USER_INFO",
                        RegistryConfig.USER_INFO,
                        "ann:s3:cret");
        try (var registry = new HttpSchemaRegistry(RegistryConfig.from(byUserInfo), QUICK)) {
            registry.schemaText(1);
        }
        try (var registry = registry(address().replace("://", "://ann:s3:cret@"))) {
            registry.schemaText(1);
        }

        assertThat(authorizations).containsOnly("Basic YW5uOnMzOmNyZXQ=").hasSize(2);
        assertThat(RegistryConfig.from(byUserInfo).toString()).doesNotContain("s3:cret");
    }

    @Test
    void escapesASubjectIntoOneSegment() {
        replies.add(NOT_FOUND);

        assertThat(ask().idOf("a/b c-value", "\"int\"")).isEmpty();
        assertThat(requests.getFirst()).startsWith("POST /subjects/a%2Fb%20c-value ");
    }

    @Test
    void asksOncePerIdBehindTheCacheButNeverKeepsNotFound() {
        replies.add(NOT_FOUND);
        replies.add(new Reply(200, "{\"schema\":\"\\\"long\\\"\"}"));
        SchemaRegistry cached = new CachingSchemaRegistry(ask());

        assertThat(cached.schemaText(1)).isEmpty();
        assertThat(cached.schemaText(1)).contains("\"long\"");
        assertThat(cached.schemaText(1)).contains("\"long\"");
        assertThat(requests).hasSize(2);
    }

    @Test
    void registersNothingWhenSchemasAreRegisteredByHand() {
        replies.add(NOT_FOUND);

        assertThatThrownBy(
                        () ->
                                new WriterSchemas(ask(), WriterSchemas.Registration.BY_HAND)
                                        .idFor("t", "\"int\""))
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining("auto.register.schemas");
        assertThat(requests).containsExactly("POST /subjects/t-value {\"schema\":\"\\\"int\\\"\"}");
    }

    @Test
    void namesTheWrongProperty() {
        assertThatThrownBy(() -> RegistryConfig.from(Map.of()))
                .hasMessageContaining("schema.registry.url");
        assertThatThrownBy(() -> RegistryConfig.from(Map.of(RegistryConfig.URL, "localhost:8081")))
                .hasMessageContaining("http or https");
        assertThatThrownBy(
                        () ->
                                RegistryConfig.from(
                                        Map.of(
                                                RegistryConfig.URL,
                                                address(),
                                                RegistryConfig.AUTO_REGISTER,
                                                "yes")))
                .hasMessageContaining("auto.register.schemas")
                .hasMessageContaining("\"yes\"");
    }

    private HttpSchemaRegistry ask() {
        return registry(address());
    }

    private static HttpSchemaRegistry registry(String urls) {
        return new HttpSchemaRegistry(RegistryConfig.from(Map.of(RegistryConfig.URL, urls)), QUICK);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
