package dev.goldthread.api.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.goldthread.streams.query.Presence;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstancesTest {

    private static final HostInfo SELF = new HostInfo("127.0.0.1", 1);
    private static final Presence STANDBY = new Presence.Standby(7);
    private static final Presence ABSENT = new Presence.Absent("not here");
    private static final String NOT_READY =
            "{\"type\":\"https://goldthread.dev/problems/not-ready\"}";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void passesOnWhatTheOwnerSays() throws Exception {
        HostInfo owner =
                server(
                        exchange -> {
                            exchange.getResponseHeaders().add("Link", "<next>");
                            answer(exchange, 404, "{\"type\":\"x\"}");
                        });
        Way way =
                instances(STANDBY, Optional.of(owner), List.of())
                        .find(0, () -> get(Map.of("Authorization", List.of("Bearer t"))));

        Way.Elsewhere elsewhere = (Way.Elsewhere) way;
        assertThat(elsewhere.instance()).isEqualTo(owner);
        assertThat(elsewhere.answer().status()).isEqualTo(404);
        assertThat(elsewhere.answer().headers()).containsEntry("link", List.of("<next>"));
        assertThat(elsewhere.answer().body()).hasContent("{\"type\":\"x\"}");
        assertThat(asked).containsExactly("GET //odd/path?id=%2F&x Bearer t 127.0.0.1:1");
    }

    @Test
    void passesOnALongAnswer() throws Exception {
        String text = "0123456789".repeat(300_000);
        HostInfo owner = server(exchange -> answer(exchange, 200, text));

        Way way = instances(ABSENT, Optional.of(owner), List.of()).find(0, () -> get(Map.of()));

        RemoteAnswer answer = ((Way.Elsewhere) way).answer();
        assertThat(answer.rest()).isPresent();
        assertThat(answer.body()).hasContent(text);
    }

    @Test
    void turnsToTheStandbyHereWhenTheOwnerIsGone() throws Exception {
        Instances instances = instances(STANDBY, Optional.of(gone()), List.of());

        assertThat(instances.find(0, () -> get(Map.of()))).isEqualTo(new Way.Here(STANDBY));
    }

    @Test
    void turnsToAnotherStandbyWhenTheOwnerIsNotReady() throws Exception {
        HostInfo owner = server(exchange -> answer(exchange, 503, NOT_READY));
        HostInfo standby = server(exchange -> answer(exchange, 200, "[]"));

        Way way = instances(ABSENT, Optional.of(owner), List.of(standby)).find(0, () -> post());

        assertThat(((Way.Elsewhere) way).instance()).isEqualTo(standby);
        assertThat(asked).hasSize(2);
    }

    /** Whether it had an effect nobody knows, so it is not sent to another one. */
    @Test
    void doesNotRepeatWhatMayHaveHadAnEffect() throws Exception {
        HostInfo owner = server(HttpExchange::close);
        HostInfo standby = server(exchange -> answer(exchange, 200, "[]"));
        Instances instances = instances(STANDBY, Optional.of(owner), List.of(standby));

        Way.Nowhere nowhere = (Way.Nowhere) instances.find(0, () -> post());

        assertThat(nowhere.isUntouched()).isFalse();
        assertThat(nowhere.reasons()).singleElement().asString().contains(":" + owner.port());
        assertThat(asked).hasSize(1);
    }

    @Test
    void repeatsAQuestionThatBrokeOff() throws Exception {
        HostInfo owner =
                server(
                        exchange -> {
                            exchange.sendResponseHeaders(200, 1_000);
                            exchange.getResponseBody().write('x');
                            exchange.close();
                        });
        Instances instances = instances(STANDBY, Optional.of(owner), List.of());

        assertThat(instances.find(0, () -> get(Map.of()))).isEqualTo(new Way.Here(STANDBY));
    }

    @Test
    void turnsFromACopyHereThatIsTooFarBehind() throws Exception {
        HostInfo standby = server(exchange -> answer(exchange, 200, "[]"));
        Presence behind = new Presence.Absent("far behind");

        Way with =
                instances(behind, Optional.empty(), List.of(standby)).find(0, () -> get(Map.of()));
        Way without = instances(behind, Optional.empty(), List.of()).find(0, () -> get(Map.of()));

        assertThat(((Way.Elsewhere) with).instance()).isEqualTo(standby);
        assertThat(without).isEqualTo(new Way.Nowhere(List.of("far behind"), true));
    }

    @Test
    void saysWhyNobodyAnswers() throws Exception {
        HostInfo gone = gone();
        Way.Nowhere unreached =
                (Way.Nowhere)
                        instances(ABSENT, Optional.of(gone), List.of())
                                .find(0, () -> get(Map.of()));
        Way.Nowhere unknown =
                (Way.Nowhere)
                        instances(ABSENT, Optional.empty(), List.of()).find(0, () -> get(Map.of()));

        assertThat(unreached.reasons()).singleElement().asString().contains(":" + gone.port());
        assertThat(unreached.isUntouched()).isTrue();
        assertThat(unknown.reasons())
                .containsExactly("no instance that can be asked has partition 0 now");
    }

    @Test
    void givesUpOnOneThatHangsWhenItHasThePartitionNoMore() throws Exception {
        HostInfo hanging = server(exchange -> {}); // never answers
        Forwarder forwarder = forwarder();

        Reply reply = forwarder.ask(hanging, get(Map.of()), () -> asked.isEmpty());

        assertThat(reply).asString().contains("Unanswered").contains("does not have it any more");
    }

    /** What it waits for comes only when the test is over. */
    @Test
    void givesUpOnOneThatStopsInTheMiddleOfAnAnswer() throws Exception {
        HostInfo stopping =
                server(
                        exchange -> {
                            exchange.sendResponseHeaders(200, 1_000);
                            exchange.getResponseBody().write('x');
                            exchange.getResponseBody().flush();
                        });
        Forwarded question = Forwarded.question("/v1/x", Optional.empty());

        Reply late = forwarder().ask(stopping, question.within(Duration.ofMillis(300)), () -> true);
        Reply unwanted = forwarder().ask(stopping, get(Map.of()), () -> asked.size() < 2);

        assertThat(late).asString().contains("did not answer in full within 300 ms");
        assertThat(unwanted).asString().contains("does not have it any more");
    }

    @Test
    void hearsAllOthersAndSaysWhoDidNotAnswer() throws Exception {
        HostInfo one = server(exchange -> answer(exchange, 200, "{}"));
        HostInfo other = server(exchange -> answer(exchange, 404, "{}"));
        HostInfo gone = gone();
        HostInfo unready = server(exchange -> answer(exchange, 503, NOT_READY));
        Forwarded question = Forwarded.question("/v1/x", Optional.of("Bearer t"));

        Instances.Heard heard =
                instances(ABSENT, Optional.of(one), List.of(other, gone, unready, SELF))
                        .askOthers(question);
        Instances.Heard alone = instances(ABSENT, Optional.of(one), List.of()).askOthers(question);

        assertThat(heard.answers()).containsOnlyKeys(one, other);
        assertThat(heard.reasons())
                .hasSize(2)
                .anyMatch(reason -> reason.contains(":" + gone.port()))
                .anyMatch(reason -> reason.contains(":" + unready.port()));
        assertThat(asked).contains("GET /v1/x Bearer t 127.0.0.1:1");
        assertThat(alone.reasons())
                .containsExactly("it is not known yet which other instances run");
    }

    @Test
    void refusesAPathThatCouldNameAnotherHost() {
        assertThatThrownBy(() -> Forwarded.question("@elsewhere/", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must start with /");
    }

    private Instances instances(Presence here, Optional<HostInfo> owner, List<HostInfo> standbys) {
        return new Instances(
                new Routing(SELF, new FakePlaces(here, owner, standbys), InstantSource.system()),
                forwarder());
    }

    private Forwarder forwarder() {
        Forwarder forwarder = new Forwarder(new InstanceAddress("http", SELF));
        opened.add(forwarder);
        return forwarder;
    }

    private static Forwarded get(Map<String, List<String>> headers) {
        return new Forwarded("GET", "//odd/path?id=%2F&x", headers, BodyPublishers.noBody());
    }

    private static Forwarded post() {
        return new Forwarded(
                "POST",
                "/v1/reports/junit?product=p",
                Map.of("Content-Length", List.of("7"), "Connection", List.of("close")),
                BodyPublishers.ofString("{}"));
    }

    private HostInfo server(HttpHandler handler) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    asked.add(
                            "%s %s %s %s"
                                    .formatted(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI(),
                                            exchange.getRequestHeaders().getFirst("Authorization"),
                                            exchange.getRequestHeaders()
                                                    .getFirst(Forwarded.HEADER)));
                    handler.handle(exchange);
                });
        server.start();
        opened.add(() -> server.stop(0));
        return new HostInfo("127.0.0.1", server.getAddress().getPort());
    }

    /** A port at which nobody listens any more. */
    private static HostInfo gone() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = server.getAddress().getPort();
        server.start();
        server.stop(0);
        return new HostInfo("127.0.0.1", port);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
