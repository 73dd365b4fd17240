package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.Prompt.Run;
import dev.goldthread.streams.emit.LedgerProducer;
import dev.goldthread.streams.emit.Spool;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicOptions;
import dev.goldthread.streams.topic.TopicSpecs;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/**
 * Events from CI through spool and inbox, and the holes where one is lost, against a real ledger.
 */
class ProducersIT extends BesideANode {

    @Test
    void aBuildWaitsWhileTheLedgerIsAwayAndIsOnceInIt() throws Exception {
        Map<String, String> job = gitLab(folder.resolve("spool-1"), "1");
        String[] build = {
            "emit",
            "build",
            "--product",
            "away",
            "--outcome",
            "SUCCEEDED",
            "--wait",
            "20",
            "-o",
            "json"
        };
        Map<String, String> away = new HashMap<>(job);
        away.put("GOLDTHREAD_URL", "http://127.0.0.1:" + freePort());

        Run kept = run(away, build);
        Run sent = run(job, build);
        Run again = run(job, build);

        assertThat(kept.exitCode()).as(kept.err()).isZero();
        assertThat(kept.json().path("spooled").asInt()).isEqualTo(1);
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(sent.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(sent.json().at("/results/0/receipt/seq").asLong(-1)).isZero();
        assertThat(again.json().path("duplicates").asInt()).isEqualTo(1);
        assertThat(run(job, "holes", "away").exitCode()).isZero();
    }

    @Test
    void aLostEventIsAHole() throws Exception {
        Path spool = folder.resolve("spool-2");
        String[] scan = {
            "emit",
            "scan",
            "--product",
            "lost",
            "--kind",
            "SCA",
            "--tolerated",
            "HIGH=0",
            "--wait",
            "20"
        };
        assertThat(run(gitLab(spool, "2"), scan).exitCode()).isZero();
        // The second event of the same job never leaves this machine.
        Map<String, String> away = new HashMap<>(gitLab(spool, "2"));
        away.put("GOLDTHREAD_URL", "http://127.0.0.1:" + freePort());
        away.put("GOLDTHREAD_NAME", "lost");
        assertThat(run(away, scan).out()).contains("1 spooled");
        discardWaiting(spool);
        Map<String, String> third = new HashMap<>(gitLab(spool, "2"));
        third.put("GOLDTHREAD_NAME", "third");
        assertThat(run(third, scan).exitCode()).isZero();

        Run holes = run("holes", "lost", "-o", "json");
        Run text = run("holes", "lost");

        assertThat(holes.exitCode()).isEqualTo(2);
        assertThat(holes.json().at("/sources/0/findings/0/code").asText()).isEqualTo("HOLE");
        assertThat(holes.json().at("/sources/0/missing/0/first").asLong()).isEqualTo(2);
        assertThat(holes.json().at("/sources/0/last").asLong()).isEqualTo(3);
        assertThat(text.out()).contains("HOLE").containsPattern("numbers that never came +2");
        assertThat(text.out()).startsWith("lost · sources\nas of seq 1, sealed 20");
        askedOfEarlierStates();
    }

    /** Before the third number had come, and before the first had happened. */
    private static void askedOfEarlierStates() throws IOException {
        Run before = run("holes", "lost", "--as-of-seq", "0", "-o", "json");
        assertThat(before.exitCode()).as(before.out()).isZero();
        assertThat(before.json().at("/asOf/seq").asLong(-1)).isZero();
        assertThat(before.json().at("/sources/0/last").asLong()).isEqualTo(1);
        assertThat(before.json().at("/sources/0/missing")).isEmpty();

        String sealedAt = before.json().at("/asOf/sealedAt").asText();
        assertThat(
                        run("holes", "lost", "--recorded-at", sealedAt, "-o", "json")
                                .json()
                                .path("sources"))
                .isEqualTo(before.json().path("sources"));

        Run early = run("holes", "lost", "--valid-at", "2020-01-01T00:00:00Z", "-o", "json");
        assertThat(early.exitCode()).as(early.out()).isZero();
        assertThat(early.json().at("/sources")).isEmpty();
        assertThat(early.json().at("/asOf/validAt").asText()).isEqualTo("2020-01-01T00:00:00Z");

        Run late =
                run(
                        "holes",
                        "lost",
                        "--valid-at",
                        "2099-01-01T00:00:00Z",
                        "--silent-after",
                        "P1D",
                        "-o",
                        "json");
        assertThat(late.exitCode()).isEqualTo(2);
        assertThat(late.json().at("/sources/0/findings").findValuesAsText("code"))
                .containsExactly("HOLE", "SILENT");
        assertThat(run("holes", "lost", "--as-of-seq", "99").exitCode()).isEqualTo(1);
        assertThat(run("holes", "nowhere").err()).contains("there is no product nowhere");
    }

    /** As if it had been sent, and had been lost on the way. */
    private static void discardWaiting(Path spool) throws Exception {
        assertThat(new Spool(spool).send(events -> {})).isEqualTo(1);
    }

    @Test
    void aKafkaProducersEventsAreCountedAndArriveInItsName() throws Exception {
        Map<String, Object> client = client();
        try (Admin admin = Admin.create(client)) {
            new TopicAdmin(admin)
                    .ensure(
                            List.of(
                                    TopicSpecs.inbox(
                                            LedgerTopics.DEFAULT,
                                            TopicOptions.forCluster(1),
                                            "pump-rig")));
        }
        try (LedgerProducer producer =
                new LedgerProducer(
                        client,
                        LedgerTopics.DEFAULT,
                        "pump-rig",
                        new Spool(folder.resolve("spool-kafka")))) {
            for (int i = 1; i <= 3; i++) {
                producer.emit(requirement("r-" + i).getBytes(StandardCharsets.UTF_8));
            }
            assertThat(producer.flush(Duration.ofSeconds(60)))
                    .as("%s", producer.problem())
                    .isTrue();
        }

        Run event =
                await(() -> run("event", "rig", "r-3", "-o", "json"), run -> run.exitCode() == 0);
        assertThat(event.json().at("/event/source/seq").asLong()).isEqualTo(3);
        assertThat(event.json().at("/event/submission/principal").asText()).isEqualTo("pump-rig");
        assertThat(run("holes", "rig").exitCode()).isZero();
    }

    /** As another program on this machine would find the broker. */
    private static Map<String, Object> client() throws IOException {
        JsonNode endpoint = JSON.readTree(node.data().resolve("endpoint.json").toFile());
        String password = Files.readString(node.data().resolve("kafka/client.password")).strip();
        return Map.of(
                "bootstrap.servers",
                endpoint.path("bootstrapServers").asText(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"goldthread\" password=\"%s\";"
                        .formatted(password));
    }

    @Test
    void theCommandsOfTheIntegrationsRunAsTheyStand() throws Exception {
        String build = "build --outcome SUCCEEDED --wait 20";
        Map<String, String> gitHub =
                Map.ofEntries(
                        Map.entry("GITHUB_ACTIONS", "true"),
                        Map.entry("GITHUB_SERVER_URL", "https://github.com"),
                        Map.entry("GITHUB_REPOSITORY", "acme/pump"),
                        Map.entry("GITHUB_SHA", SHA),
                        Map.entry("GITHUB_RUN_ID", "812"),
                        Map.entry("GITHUB_RUN_ATTEMPT", "1"),
                        Map.entry("GITHUB_JOB", "build"),
                        Map.entry("GITHUB_WORKFLOW_REF", "acme/pump/.github/workflows/ci.yml@main"),
                        Map.entry("LEG", "arm64"));
        Map<String, String> jenkins =
                Map.of(
                        "JENKINS_URL", "https://ci.example.org/",
                        "BUILD_URL", "https://ci.example.org/job/pump/7/",
                        "JOB_NAME", "pump",
                        "GIT_URL", "https://git.example.org/acme/pump.git",
                        "GIT_COMMIT", SHA);

        integrate("ready-github", Integrations.ofGitHub(), build, gitHub, "GITHUB_WORKSPACE");
        integrate(
                "ready-gitlab",
                Integrations.ofGitLab(),
                build,
                gitLab(folder.resolve("unused"), "9"),
                "CI_PROJECT_DIR");
        integrate("ready-jenkins", Integrations.ofJenkins(), build, jenkins, "WORKSPACE");
    }

    private static void integrate(
            String product,
            String commands,
            String emit,
            Map<String, String> system,
            String workspace)
            throws Exception {
        Path work = Files.createDirectories(folder.resolve(product));
        Map<String, String> environment = new HashMap<>(system);
        environment.put("GOLDTHREAD_URL", node.url().toString());
        environment.put(
                "GOLDTHREAD_TOKEN",
                Files.readString(node.data().resolve("operator.token")).strip());
        environment.put("GOLDTHREAD_PRODUCT", product);
        environment.put("EMIT", emit);
        environment.put(workspace, work.toString());

        String said = Integrations.run(work, commands, environment);

        assertThat(said).contains("1 accepted").contains("0 events wait");
        assertThat(run("products").out()).contains(product);
    }

    private static String requirement(String id) {
        return """
        {"id":"%s","product":"rig","type":"requirement.recorded","occurredAt":"2026-03-01T10:00:00Z",\
        "actor":{"kind":"SYSTEM","id":"rig"},"source":{"uri":"urn:rig:2","tool":"rig"},\
        "subject":{"type":"Requirement","id":"%s"},"data":{"revision":"1","title":"Stops","level":"SOFTWARE"}}\
        """
                .formatted(id, id.toUpperCase(Locale.ROOT));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
