package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.connection.Connections;
import dev.goldthread.api.connection.ConnectionsFile;
import dev.goldthread.api.connection.Door;
import dev.goldthread.api.connection.HookIntake;
import dev.goldthread.api.evidence.EvidenceFolder;
import dev.goldthread.api.gate.BrokerAwayException;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.api.owned.OwnerFiles;
import dev.goldthread.api.person.PersonDirectory;
import dev.goldthread.api.security.LogVisibility;
import dev.goldthread.api.security.Tokens;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.streams.embedded.DataFolder;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries over real HTTP, before a gate whose broker is away; HooksIT has a broker. */
class HooksHttpTest {

    private static final String TOKEN = "0123456789abcdef0123";

    private static DataFolder data;
    private static ApplicationContext context;
    private static EmbeddedServer server;
    private static HttpClient http;

    /** Nothing gets past it. */
    private static final class Away implements Door {
        @Override
        public void requireRoom() {}

        @Override
        public List<Outcome> submit(List<byte[]> events, Submission submission, Duration wait) {
            throw new BrokerAwayException(new IOException("away"));
        }
    }

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        data = DataFolder.open(folder);
        OwnerFiles.write(
                folder.resolve(ConnectionsFile.NAME),
                """
                {"connections": [{"name": "tool", "format": "generic", "product": "infusion-pump",
                  "authentication": {"secret": {"inline": "%s"}}}]}
                """
                        .formatted(TOKEN));
        context =
                ServerAlone.start(
                        Map.of("micronaut.server.max-request-size", HookIntake.BODY_BYTES_MAX));
        context.registerSingleton(Tokens.class, Tokens.of(data));
        context.registerSingleton(LogVisibility.class, LogVisibility.PRIVATE);
        context.registerSingleton(
                HookIntake.class,
                new HookIntake(
                        new Connections(
                                new ConnectionsFile(folder, Map.of()),
                                folder.resolve("hooks"),
                                PersonDirectory.open(folder)),
                        new EvidenceFolder(folder.resolve("evidence"), HookIntake.BODY_BYTES_MAX),
                        new Away()));
        server = context.getBean(EmbeddedServer.class).start();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.shutdownNow();
        server.stop();
        context.close();
        data.close();
    }

    private static HttpResponse<String> deliver(
            String path, String token, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.getURI().resolve(path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theConnectionsOwnTokenIsTheCredential() throws Exception {
        assertThat(deliver("/v1/hooks/generic/tool", TOKEN, utf8("{\"a\": 1}")).statusCode())
                .isEqualTo(202);
        assertThat(deliver("/v1/hooks/generic/tool", "wrong", utf8("{\"a\": 1}")).statusCode())
                .isEqualTo(401);
        assertThat(deliver("/v1/hooks/generic/other", TOKEN, utf8("{\"a\": 1}")).statusCode())
                .isEqualTo(401);
        assertThat(deliver("/v1/connections/tool/remap", TOKEN, new byte[0]).statusCode())
                .as("no token of the ledger's")
                .isEqualTo(401);
    }

    @Test
    void aToolMayAddParametersOfItsOwn() throws Exception {
        String path = "/v1/hooks/generic/tool?sentBy=proxy&sentBy=relay";

        assertThat(deliver(path, TOKEN, utf8("{\"own\": 1}")).statusCode()).isEqualTo(202);
    }

    @Test
    void anIdOfAnotherBodyIsAConflict() throws Exception {
        String[] id = {"webhook-id", "d-1"};

        assertThat(deliver("/v1/hooks/generic/tool", TOKEN, utf8("{\"b\": 1}"), id).statusCode())
                .isEqualTo(202);
        assertThat(deliver("/v1/hooks/generic/tool", TOKEN, utf8("{\"b\": 2}"), id).statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatIsNoJsonIsNamed() throws Exception {
        HttpResponse<String> answer = deliver("/v1/hooks/generic/tool", TOKEN, utf8("{\"c\": "));
        HttpResponse<String> empty = deliver("/v1/hooks/generic/tool", TOKEN, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("not-json");
        assertThat(empty.statusCode()).as(empty.body()).isEqualTo(400);
    }

    @Test
    void gzipIsTakenAndABombIsNot() throws Exception {
        String[] gzip = {"Content-Encoding", "gzip"};
        HttpResponse<String> answer =
                deliver("/v1/hooks/generic/tool", TOKEN, gzip(utf8("{\"d\": 1}")), gzip);
        HttpResponse<String> bomb =
                deliver(
                        "/v1/hooks/generic/tool",
                        TOKEN,
                        gzip(new byte[2 * HookIntake.BODY_BYTES_MAX]),
                        gzip);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).contains("no mapping of connection tool fits it");
        assertThat(bomb.statusCode()).as(bomb.body()).isIn(413, 422);
    }

    @Test
    void aBrokerThatIsAwayIsToldWithATimeToComeAgain() throws Exception {
        HttpResponse<String> answer =
                deliver(
                        "/v1/hooks/generic/tool",
                        TOKEN,
                        utf8(
                                """
                                {"id": "e", "product": "infusion-pump", "type": "change_request.opened",
                                 "subject": {"type": "ChangeRequest", "id": "CR-1"}, "evidence": "none"}
                                """));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
