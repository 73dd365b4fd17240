package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.connection.Connections;
import dev.goldthread.api.connection.ConnectionsFile;
import dev.goldthread.api.connection.Door;
import dev.goldthread.api.connection.HookIntake;
import dev.goldthread.api.evidence.EvidenceFolder;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.api.owned.OwnerFiles;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.api.routing.Forwarder;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.Places;
import dev.goldthread.api.routing.Routing;
import dev.goldthread.api.security.LogVisibility;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.embedded.DataFolder;
import dev.goldthread.streams.project.PartitionHolders;
import dev.goldthread.streams.project.StoreState;
import dev.goldthread.streams.query.Presence;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances over real HTTP with one store of evidence, journals of their own, and no ledger:
 * which instances run is what Kafka would say.
 */
class DeliverySearchTest {

    private static final String SECRET = "0123456789abcdef0123";
    private static final String BODY = "{\"a\": 1}";

    private final Set<HostInfo> running = ConcurrentHashMap.newKeySet();
    private final HttpClient http = HttpClient.newHttpClient();
    @TempDir private Path folder;
    private DataFolder data;
    private Instance one;
    private Instance other;
    private String token;

    /** An instance of the ledger, as far as deliveries come. */
    private record Instance(
            ApplicationContext context, EmbeddedServer server, Instances instances, HostInfo self)
            implements AutoCloseable {

        URI url(String path) {
            return server.getURI().resolve(path);
        }

        String address() {
            return InstanceAddress.text(self);
        }

        @Override
        public void close() {
            instances.close();
            server.stop();
            context.close();
        }
    }

    private record Running(Set<HostInfo> instances) implements Places {
        @Override
        public int partitions() {
            return 1;
        }

        @Override
        public int partitionOf(Product product) {
            return 0;
        }

        @Override
        public StoreState state(int partition) {
            return StoreState.NONE;
        }

        @Override
        public Presence here(int partition) {
            return new Presence.Absent("not here");
        }

        @Override
        public OptionalLong appliedSeq(Product product) {
            return OptionalLong.empty();
        }

        @Override
        public PartitionHolders holders(int partition) {
            return PartitionHolders.UNKNOWN;
        }
    }

    /** No mapping of the connection fits, so nothing ever comes to it. */
    private static final class Closed implements Door {
        @Override
        public void requireRoom() {}

        @Override
        public List<Outcome> submit(List<byte[]> events, Submission submission, Duration wait) {
            return List.of();
        }
    }

    @BeforeEach
    void serve() throws IOException {
        data = DataFolder.open(folder.resolve("data"));
        Tokens tokens = Tokens.of(data);
        token = Files.readString(data.root().resolve(Tokens.OPERATOR_FILE)).strip();
        one = instance("one", tokens);
        other = instance("other", tokens);
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        one.close();
        other.close();
        data.close();
    }

    private Instance instance(String name, Tokens tokens) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        OwnerFiles.write(
                own.resolve(ConnectionsFile.NAME),
                """
                {"connections": [{"name": "tool", "format": "generic", "product": "infusion-pump",
                  "authentication": {"secret": {"inline": "%s"}}}]}
                """
                        .formatted(SECRET));
        ApplicationContext context = ServerAlone.start(Map.of());
        EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
        HostInfo self = new HostInfo("127.0.0.1", server.getPort());
        Instances instances =
                new Instances(
                        new Routing(self, new Running(running), InstantSource.system()),
                        new Forwarder(new InstanceAddress("http", self)));
        context.registerSingleton(Tokens.class, tokens);
        context.registerSingleton(LogVisibility.class, LogVisibility.PRIVATE);
        context.registerSingleton(Fellows.class, new Fellows(Optional.of(instances)));
        context.registerSingleton(
                HookIntake.class,
                new HookIntake(
                        new Connections(
                                new ConnectionsFile(own, Map.of()),
                                own.resolve("hooks"),
                                PersonDirectory.open(own)),
                        new EvidenceFolder(folder.resolve("evidence"), HookIntake.BODY_BYTES_MAX),
                        new Closed()));
        running.add(self);
        return new Instance(context, server, instances, self);
    }

    private HttpResponse<String> deliver(Instance to, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(to.url("/v1/hooks/generic/tool"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + SECRET)
                        .header("webhook-id", "d-1")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(Instance asked, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(asked.url("/v1/connections/tool/deliveries/" + body))
                        .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.parse(answer.body());
    }

    @Test
    void whatOneTookIsFoundThroughTheOther() throws Exception {
        HttpResponse<String> taken = deliver(one, BODY);
        String name = taken.headers().firstValue(HooksController.DELIVERY).orElseThrow();

        JsonNode there = json(ask(one, name));
        JsonNode found = json(ask(other, name));

        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(name).isEqualTo(Digest.sha256(BODY).hex());
        assertThat(json(taken).path("delivery").asText())
                .isEqualTo("/v1/connections/tool/deliveries/" + name);
        assertThat(found).isEqualTo(there);
        assertThat(found.path("state").asText()).isEqualTo("waiting");
        assertThat(found.path("deliveryId").asText()).isEqualTo("d-1");
        assertThat(found.path("because").asText()).contains("no mapping of connection tool");
        assertThat(found.path("instance").asText()).isEqualTo(one.address());
    }

    @Test
    void whatWasNeverTakenIsUnknownOnceAllWereAsked() throws Exception {
        HttpResponse<String> answer = ask(other, Digest.sha256("nothing").hex());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("type").asText()).endsWith("/unknown-delivery");
        assertThat(ask(other, "abc").statusCode()).isEqualTo(400);
    }

    @Test
    void asLongAsOneThatMayHaveItDoesNotAnswerNothingIsDenied() throws Exception {
        String name = Digest.sha256(BODY).hex();
        deliver(one, BODY);
        one.server().stop();

        for (String each : List.of(name, Digest.sha256("nothing").hex())) {
            HttpResponse<String> answer = ask(other, each);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(json(answer).path("detail").asText()).contains(one.address());
        }
    }

    /** Kafka's group has forgotten it: only the body, which is kept for all, tells of it. */
    @Test
    void whatAStoppedInstanceTookIsNotDenied() throws Exception {
        deliver(one, BODY);
        one.server().stop();
        running.remove(one.self());

        JsonNode kept = json(ask(other, Digest.sha256(BODY).hex()));

        assertThat(kept.path("state").asText()).isEqualTo("kept");
        assertThat(kept.path("because").asText()).contains("is stopped");
        assertThat(ask(other, Digest.sha256("nothing").hex()).statusCode()).isEqualTo(404);
    }

    @Test
    void nothingIsDeniedBeforeItIsKnownWhoRuns() throws Exception {
        running.clear();

        assertThat(ask(other, Digest.sha256("nothing").hex()).statusCode()).isEqualTo(503);
    }

    @Test
    void whatAnInstanceIsAskedForItselfIsNotAskedOn() throws Exception {
        String name = Digest.sha256(BODY).hex();
        deliver(one, BODY);

        assertThat(ask(other, name, Forwarded.HEADER, "me").statusCode()).isEqualTo(404);
        assertThat(ask(one, name, Forwarded.HEADER, "me").statusCode()).isEqualTo(200);
    }
}
