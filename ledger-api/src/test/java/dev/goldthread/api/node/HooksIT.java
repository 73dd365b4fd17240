package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.Prompt;
import dev.goldthread.api.node.LedgerHttp.Answer;
import dev.goldthread.core.event.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tools connected as a user connects them, and their deliveries over real HTTP to a real broker.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HooksIT {

    private static final String COMMIT = "4e1b0c9d8a7f6e5d4c3b2a190817263544536271";

    private static Node node;
    private static LedgerHttp http;
    private static String secret;
    private static String out = "";

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        node = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
        http = LedgerHttp.of(node);
        assertThat(
                        run(
                                "connections",
                                "add",
                                "pump-github",
                                "--format",
                                "github",
                                "--match",
                                "acme/infusion-pump=infusion-pump"))
                .isZero();
        assertThat(out).contains("/v1/hooks/github/pump-github");
        secret = Files.readString(data.resolve("secrets/hook-pump-github")).strip();
        assertThat(out).doesNotContain(secret);
        assertThat(
                        run(
                                "connections",
                                "add",
                                "decisions",
                                "--format",
                                "opa",
                                "--product",
                                "infusion-pump"))
                .isZero();
    }

    @AfterAll
    static void stop() {
        http.close();
        node.close();
    }

    private static int run(String... args) {
        Prompt.Run run = Prompt.beside(node).run(args);
        out = run.out() + run.err();
        return run.exitCode();
    }

    private static String push(String repository, String commit) {
        return """
        {"ref": "refs/heads/main", "after": "%2$s", "forced": false,
         "commits": [{"id": "%2$s", "message": "REQ-102 Stop the ramp", "timestamp": "2026-02-05T10:40:00+01:00"}],
         "head_commit": {"id": "%2$s", "message": "REQ-102 Stop the ramp"},
         "repository": {"full_name": "%1$s", "html_url": "https://github.com/%1$s", "pushed_at": 1770284700},
         "sender": {"login": "weaver", "type": "User"}}
        """
                .formatted(repository, commit);
    }

    private static Answer deliver(String deliveryId, String body, String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature =
                HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        return http.send(
                http.anonymous("/v1/hooks/github/pump-github")
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=20")
                        .header("X-GitHub-Event", "push")
                        .header("X-GitHub-Delivery", deliveryId)
                        .header("X-Hub-Signature-256", "sha256=" + signature)
                        .POST(BodyPublishers.ofString(body)));
    }

    @Test
    @Order(1)
    void aSignedPushIsSealedAndLeadsBackToItsBody() throws Exception {
        String body = push("acme/infusion-pump", COMMIT);

        Answer answer = deliver("d-1", body, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode result = answer.json().at("/results/0");
        assertThat(result.get("type").asText()).isEqualTo("commit.pushed");
        JsonNode event = http.get(result.get("route").asText()).json().get("event");
        assertThat(event.get("id")).isEqualTo(result.get("id"));
        assertThat(event.at("/subject/id").asText()).isEqualTo(COMMIT);
        assertThat(event.at("/submission/principal").asText()).isEqualTo("hook.pump-github");
        assertThat(event.at("/submission/channel").asText()).isEqualTo("hooks/github");
        String digest = Digest.sha256(body).hex();
        assertThat(event.at("/submission/rawSha256").asText()).isEqualTo(digest);
        assertThat(http.get("/v1/evidence/" + digest).body()).isEqualTo(body);
        String route = answer.json().get("delivery").asText();
        assertThat(route).isEqualTo("/v1/connections/pump-github/deliveries/" + digest);
        JsonNode delivery = http.get(route).json();
        assertThat(delivery.path("state").asText()).isEqualTo("settled");
        assertThat(delivery.path("deliveryId").asText()).isEqualTo("d-1");
        assertThat(delivery.path("events")).hasSize(1);
        assertThat(delivery.at("/events/0/status").asText()).isEqualTo("accepted");
        for (String each : List.of("id", "product", "type", "route")) {
            assertThat(delivery.at("/events/0/" + each)).isEqualTo(result.get(each));
        }
        assertThat(delivery.path("moreEvents").asInt(-1)).isZero();

        Answer again = deliver("d-1", body, body);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("duplicates").asInt()).isEqualTo(1);
        assertThat(again.json().at("/results/0/receipt"))
                .isEqualTo(answer.json().at("/results/0/receipt"));
    }

    @Test
    @Order(2)
    void whatIsNotProvenLeavesACounterAlone() throws Exception {
        String body = push("acme/infusion-pump", COMMIT.replace('4', '5'));

        Answer wrong = deliver("d-2", body, body + " ");
        Answer replayed = deliver("d-1", body, body);
        Answer unknown =
                http.send(
                        http.anonymous("/v1/hooks/gitlab/pump-github")
                                .POST(BodyPublishers.ofString(body)));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().get("type").asText()).endsWith("not-proven");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(replayed.status()).isEqualTo(409);
        assertThat(http.get("/v1/evidence/" + Digest.sha256(body).hex()).status()).isEqualTo(404);
        assertThat(http.get("/metrics").body())
                .contains(
                        "goldthread_hook_denied_total{connection=\"pump-github\",reason=\"wrong\"} 1.0",
                        "goldthread_hook_denied_total{connection=\"pump-github\",reason=\"replayed\"} 1.0",
                        "goldthread_hook_denied_total{connection=\"(unknown)\",reason=\"unknown-connection\"} 1.0",
                        "goldthread_hook_deliveries_total{connection=\"pump-github\",result=\"mapped\"} 1.0",
                        "goldthread_intake_events_total{channel=\"hooks/github\"} 1.0");
    }

    @Test
    @Order(3)
    void whatNoRuleMapsWaitsAndIsMappedOnceOneDoes() throws Exception {
        String body = push("acme/bootloader", COMMIT.replace('4', '6'));
        Answer answer = deliver("d-3", body, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().get("status").asText()).isEqualTo("unmapped");
        String route = answer.json().get("delivery").asText();
        assertThat(http.get(route).json().has("events")).as("none are known yet").isFalse();
        assertThat(run("connections", "list", "--waiting")).isZero();
        assertThat(out).contains("push", "no product rule");

        Path file = node.data().resolve("connections.json");
        String rules = Files.readString(file);
        Files.writeString(
                file,
                rules.replace("\"match\" : \"acme/infusion-pump\"", "\"match\" : \"acme/*\""));

        assertThat(run("connections", "remap", "pump-github")).as(out).isZero();
        assertThat(out)
                .isEqualTo(
                        "mapped 1 bodies: 1 events accepted, 0 known, 0 refused; 0 bodies wait\n");
        assertThat(http.get(route).json().at("/events/0/id").asText())
                .as("the same route tells what came of it later")
                .isEqualTo(
                        deliver("d-3", body, body).json().at("/results/0/id").asText("no result"));
        assertThat(deliver("d-3", body, body).json().get("duplicates").asInt()).isEqualTo(1);
        assertThat(run("connections", "list")).isZero();
        assertThat(out).contains("pump-github", "decisions", "never", "mapped 1, repeated");
    }

    @Test
    @Order(4)
    void aCompressedBatchIsInflatedWithinItsBound() throws Exception {
        String token = Files.readString(node.data().resolve("secrets/hook-decisions")).strip();
        String batch = "[{\"decision_id\": \"d\", \"path\": \"http/authz\", \"result\": true}]";

        Answer answer = http.send(compressed(token, batch.getBytes(StandardCharsets.UTF_8)));
        Answer bomb = http.send(compressed(token, new byte[64 * 1024 * 1024]));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().get("kind").asText()).isEqualTo("decision");
        assertThat(bomb.status()).as(bomb.body()).isIn(413, 422);
        assertThat(http.send(compressed("gt_0000000000000000", new byte[10])).status())
                .isEqualTo(401);
    }

    private static HttpRequest.Builder compressed(String token, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return http.anonymous("/v1/hooks/opa/decisions")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bytes.toByteArray()));
    }

    @Test
    @Order(5)
    void aSampleShowsItsEventsAndStoresNothing() throws Exception {
        assertThat(run("connections", "test", "pump-github")).as(out).isZero();

        assertThat(out.replaceAll("\\s+", " ")) // a table wraps long cells
                .contains(
                        "commit.pushed",
                        "implements Requirement REQ-102 (INFERRED)",
                        "nothing was sent");
        assertThat(http.get("/v1/products/infusion-pump/event?id=pump-github").status())
                .isEqualTo(404);
    }

    @Test
    @Order(6)
    void aBrokerThatIsAwayGives503AndTheBodyWaits() throws Exception {
        String body = push("acme/infusion-pump", COMMIT.replace('4', '7'));
        ProcessHandle broker = node.kafka().process().orElseThrow();

        node.kafka().restarts().lock();
        assertThat(broker.destroyForcibly()).isTrue();
        broker.onExit().join();
        Answer away = deliver("d-6", body, body);
        node.kafka().restarts().unlock();

        assertThat(away.status()).as(away.body()).isEqualTo(503);
        assertThat(away.response().headers().firstValue("Retry-After")).isPresent();
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (run("connections", "remap", "pump-github") != 0 || !out.contains("0 bodies wait")) {
            assertThat(System.nanoTime()).as(out).isLessThan(deadline);
        }
        assertThat(deliver("d-6", body, body).json().get("duplicates").asInt()).isEqualTo(1);
    }
}
