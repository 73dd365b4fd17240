package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.api.cli.Prompt.Run;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person and programs at command lines beside a node of their own; commands run in this process.
 */
abstract class BesideANode {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String IMAGE = "sha256:" + Digest.sha256("image").hex();
    static final String SHA = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    @TempDir static Path folder;
    static Node node;

    @BeforeAll
    static void start() {
        node =
                Node.start(
                        NodeOptions.embedded(folder.resolve("data")).withPort(0),
                        NodeListener.SILENT);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    static Run run(String... args) {
        return Prompt.beside(node).run(args);
    }

    static Run run(Map<String, String> more, String... args) {
        return Prompt.beside(node).with(more).run(args);
    }

    static Map<String, String> gitLab(Path spool, String job) {
        return Map.of(
                "GOLDTHREAD_SPOOL", spool.toString(),
                "GITLAB_CI", "true",
                "CI_SERVER_URL", "https://gitlab.example.org",
                "CI_PROJECT_PATH", "acme/pump",
                "CI_COMMIT_SHA", SHA,
                "CI_JOB_URL", "https://gitlab.example.org/acme/pump/-/jobs/" + job,
                "CI_RUNNER_ID", "9");
    }

    /**
     * Number 2 of the deploying tool never came; one of three reports is missing, one is erased.
     */
    static String fleet(String there, String missing, String erased) {
        return """
        [{"id": "f-1", "product": "fleet", "type": "environment.snapshotted",
          "occurredAt": "2026-03-01T09:00:00Z", "actor": {"kind": "SYSTEM", "id": "watch"},
          "source": {"uri": "https://deploy.example.org", "tool": "argo-cd", "seq": 1},
          "subject": {"type": "Environment", "id": "prod"},
          "links": [{"relation": "runs", "to": {"type": "Artifact", "id": "%1$s"}, "strength": "OBSERVED"}],
          "data": {"fingerprint": "%1$s", "differences": [], "kind": "PRODUCTION"}},
         {"id": "f-3", "product": "fleet", "type": "deployment.finished",
          "occurredAt": "2026-03-01T08:00:00Z", "actor": {"kind": "SYSTEM", "id": "argo"},
          "source": {"uri": "https://deploy.example.org", "tool": "argo-cd", "seq": 3},
          "subject": {"type": "Deployment", "id": "d-1"},
          "links": [{"relation": "deploys", "to": {"type": "Release", "id": "1.0"}, "strength": "DECLARED"},
                    {"relation": "deploys", "to": {"type": "Artifact", "id": "%1$s"}, "strength": "OBSERVED"},
                    {"relation": "into", "to": {"type": "Environment", "id": "prod"}, "strength": "OBSERVED"}],
          "data": {"outcome": "SUCCEEDED", "strategy": "ROLLING"}},
         {"id": "f-4", "product": "fleet", "type": "release.created",
          "occurredAt": "2026-03-01T07:00:00Z", "actor": {"kind": "HUMAN", "id": "p-1"},
          "source": {"uri": "https://git.example.org", "tool": "gitlab"},
          "subject": {"type": "Release", "id": "1.0"},
          "links": [{"relation": "includes", "to": {"type": "Artifact", "id": "%1$s"}, "strength": "DECLARED"}],
          "data": {"tier": "HIGH", "intendedUse": "For tests.", "knownLimitations": []},
          "evidence": [
            {"sha256": "%2$s", "mediaType": "text/plain", "name": "there.txt", "sizeBytes": 5},
            {"sha256": "%3$s", "mediaType": "text/plain", "name": "missing.txt", "sizeBytes": 7},
            {"sha256": "%4$s", "mediaType": "text/plain", "name": "erased.txt", "sizeBytes": 6}]},
         {"id": "f-5", "product": "fleet", "type": "evidence.erased",
          "occurredAt": "2026-03-02T07:00:00Z", "actor": {"kind": "HUMAN", "id": "p-2"},
          "source": {"uri": "https://ledger.example.org", "tool": "goldthread"},
          "subject": {"type": "Erasure", "id": "ERA-1"},
          "links": [{"relation": "concerns", "to": {"type": "Release", "id": "1.0"}, "strength": "DECLARED"}],
          "data": {"scope": "one report", "basis": "DSR-1", "result": "CONTENT_DELETED", "erased": ["%4$s"]},
          "reason": "It was asked for."}]
        """
                .formatted(IMAGE, there, missing, erased);
    }

    static JsonNode got(String path) throws Exception {
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(node.url().resolve(path))
                                        .header(
                                                "Authorization",
                                                "Bearer "
                                                        + Files.readString(
                                                                        node.data()
                                                                                .resolve(
                                                                                        "operator.token"))
                                                                .strip())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    static String supersedes(String product, String event) {
        return """
        [{"id": "back-%2$s", "product": "%1$s", "type": "event.superseded",
          "occurredAt": "2026-03-02T00:00:00Z", "actor": {"kind": "HUMAN", "id": "p-1"},
          "source": {"uri": "https://quality.example.org", "tool": "quality-system"},
          "subject": {"type": "Event", "id": "%2$s"},
          "data": {"scope": "WHOLE", "basis": "it was of another product", "result": "none", "fields": []},
          "reason": "It never went there."}]
        """
                .formatted(product, event);
    }

    static void emit(String name, String events) throws IOException {
        Path file = Files.writeString(folder.resolve(name), events);
        Run run = run("emit", "-f", file.toString(), "--wait", "20");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }

    static JsonNode asked(String[] then, String... question) throws IOException {
        Stream<String> words =
                Stream.of(question, then, new String[] {"-o", "json"}).flatMap(Stream::of);
        return run(words.toArray(String[]::new)).json();
    }

    interface Try {
        Run run() throws Exception;
    }

    static Run await(Try attempt, Predicate<Run> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (true) {
            Run run = attempt.run();
            if (condition.test(run)) {
                return run;
            }
            assertThat(System.nanoTime()).as(run.out() + run.err()).isLessThan(deadline);
        }
    }
}
