package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.routing.FakePlaces;
import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.api.routing.Forwarder;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.Routing;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.LogVisibility;
import dev.goldthread.api.security.Role;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.query.Presence;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.runtime.server.EmbeddedServer;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an answer on its way out, by what the instance is to the product; over HTTP. */
class RoutingFilterTest {

    private static final HostInfo SELF = new HostInfo("127.0.0.1", 1);
    private static final String SWITCH = "goldthread.test.denials";

    @TempDir Path folder;
    private DataFolder data;
    private String token;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AutoCloseable> opened = new ArrayList<>();

    /** A route about a product, as others are: one product is there, no other is known. */
    @Hidden
    @Requires(property = SWITCH)
    @Controller("/v1/test/{product}")
    @AllowedTo(Role.READER)
    static final class Denial {
        @Get
        String ask(@PathVariable String product) {
            if (product.equals("known")) {
                return "here";
            }
            throw ProblemException.of(HttpStatus.NOT_FOUND, "unknown-node", "no " + product);
        }
    }

    @BeforeEach
    void open() throws IOException {
        data = DataFolder.open(folder);
        opened.add(data);
        Tokens.of(data);
        token = Files.readString(folder.resolve(Tokens.OPERATOR_FILE)).strip();
    }

    @AfterEach
    void close() throws Exception {
        http.shutdownNow();
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void aCopyThatIsBehindDoesNotSayThatSomethingIsNotThere() throws Exception {
        EmbeddedServer server = serve(new FakePlaces(new Presence.Standby(7), none(), List.of()));

        for (String[] headers : new String[][] {{}, {Forwarded.HEADER, "127.0.0.1:2"}}) {
            HttpResponse<String> answer = get(server, "unknown", headers);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            assertThat(answer.headers().firstValue("Goldthread-Answer")).contains("standby");
            assertThat(answer.headers().firstValue("Goldthread-Lag")).contains("7");
            assertThat(Json.parse(answer.body()).path("type").asText()).endsWith("/not-ready");
            assertThat(Json.parse(answer.body()).path("detail").asText())
                    .contains("127.0.0.1:1", "up to 7 entries", "ask again");
        }
    }

    @Test
    void itSaysWhatIsThere() throws Exception {
        EmbeddedServer server = serve(new FakePlaces(new Presence.Standby(7), none(), List.of()));

        HttpResponse<String> answer = get(server, "known");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("here");
        assertThat(answer.headers().firstValue("Goldthread-Lag")).contains("7");
    }

    @Test
    void aCopyThatIsAtTheEndSaysItAsTheOwnerDoes() throws Exception {
        for (Presence as : List.of(new Presence.Owner(), new Presence.Standby(0))) {
            EmbeddedServer server = serve(new FakePlaces(as, none(), List.of()));

            HttpResponse<String> answer = get(server, "unknown");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
            assertThat(Json.parse(answer.body()).path("type").asText()).endsWith("/unknown-node");
            assertThat(answer.headers().firstValue("Goldthread-Instance")).contains("127.0.0.1:1");
        }
    }

    /** What the copy there does not say, another one is asked for. */
    @Test
    void anotherHolderIsAskedWhenACopyThatIsBehindDoesNotKnow() throws Exception {
        EmbeddedServer behind = serve(new FakePlaces(new Presence.Standby(7), none(), List.of()));
        EmbeddedServer atTheEnd = serve(new FakePlaces(new Presence.Standby(0), none(), List.of()));
        EmbeddedServer asked =
                serve(
                        new FakePlaces(
                                new Presence.Absent("not here"),
                                Optional.of(address(behind)),
                                List.of(address(atTheEnd))));

        HttpResponse<String> answer = get(asked, "unknown");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Goldthread-Lag")).contains("0");
    }

    private static Optional<HostInfo> none() {
        return Optional.empty();
    }

    private static HostInfo address(EmbeddedServer server) {
        return new HostInfo("127.0.0.1", server.getPort());
    }

    private HttpResponse<String> get(EmbeddedServer server, String product, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.getURI().resolve("/v1/test/" + product))
                        .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private EmbeddedServer serve(FakePlaces places) {
        Instances instances =
                new Instances(
                        new Routing(SELF, places, InstantSource.system()),
                        new Forwarder(new InstanceAddress("http", SELF)));
        opened.add(instances);
        ApplicationContext context = ServerAlone.start(Map.of(Fellows.SWITCH, true, SWITCH, true));
        opened.add(context);
        context.registerSingleton(Tokens.class, Tokens.of(data));
        context.registerSingleton(LogVisibility.class, LogVisibility.PRIVATE);
        context.registerSingleton(Fellows.class, new Fellows(Optional.of(instances)));
        return context.getBean(EmbeddedServer.class).start();
    }
}
