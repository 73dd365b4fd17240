package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.api.cli.Prompt.Run;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real ledger, as a user types them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CliIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;
    private static Node node;

    @BeforeAll
    static void start() {
        node =
                Node.start(
                        NodeOptions.embedded(folder.resolve("data")).withPort(0),
                        NodeListener.SILENT);
        awaitSealing();
    }

    /** On a busy machine the first receipt may take longer than a command waits for it. */
    private static void awaitSealing() {
        String event = requirement("warm", "REQ-0").replace("pump", "warm");
        long deadline = System.nanoTime() + 180_000_000_000L;
        Run run = run(event, Map.of(), "emit", "-f", "-", "--wait", "30", "-o", "json");
        while (!run.out().contains("\"leaf\"")) {
            assertThat(System.nanoTime()).as(run.out() + run.err()).isLessThan(deadline);
            run = run(event, Map.of(), "emit", "-f", "-", "--wait", "30", "-o", "json");
        }
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Run run(String... args) {
        return run("", Map.of(), args);
    }

    private static Run run(String in, Map<String, String> more, String... args) {
        return Prompt.beside(node).with(more).pipe(in, args);
    }

    private static String requirement(String id, String key) {
        return """
                {"id":"%s","product":"pump","type":"requirement.recorded","occurredAt":"2026-03-01T10:00:00Z",\
                "actor":{"kind":"HUMAN","id":"u-1"},"source":{"uri":"https://tracker.example.org","tool":"tracker"},\
                "subject":{"type":"Requirement","id":"%s"},"data":{"revision":"1","title":"Stops","level":"SOFTWARE"}}"""
                .formatted(id, key);
    }

    @Test
    @Order(1)
    void theOperatorsTokenIsReadableByItsOwnerAlone() throws IOException {
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        node.data().resolve("operator.token"))))
                .isEqualTo("rw-------");
    }

    @Test
    @Order(2)
    void emitTakesAnEventAnArrayAndLines() throws Exception {
        Path file = Files.writeString(folder.resolve("one.json"), requirement("e1", "REQ-1"));

        Run one = run("emit", "-f", file.toString(), "--wait", "30", "-o", "json");
        Run array =
                run(
                        "[" + requirement("e2", "REQ-2") + "," + requirement("e3", "REQ-3") + "]",
                        Map.of(),
                        "emit",
                        "-f",
                        "-",
                        "--wait",
                        "30",
                        "-o",
                        "json");
        Run lines =
                run(
                        requirement("e4", "REQ-4") + "\n" + requirement("e1", "REQ-1") + "\n",
                        Map.of(),
                        "emit",
                        "-f",
                        "-",
                        "--wait",
                        "30",
                        "-o",
                        "json");

        assertThat(one.exitCode()).as(one.err()).isZero();
        assertThat(one.json().at("/results/0/receipt/seq").asLong(-1)).isZero();
        assertThat(one.json().at("/results/0/receipt/leaf").asText()).hasSize(64);
        assertThat(array.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(lines.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(lines.json().path("duplicates").asInt()).isEqualTo(1);
    }

    @Test
    @Order(3)
    void emitSaysWhatIsWrongAndFindsTheRefusalAgain() throws Exception {
        Run refused =
                run(
                        requirement("bad", "REQ-5").replace("\"SOFTWARE\"", "\"HARDWARE\""),
                        Map.of(),
                        "emit",
                        "-f",
                        "-",
                        "--wait");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out() + refused.err())
                .contains("/data/level", "unknown-symbol", "HARDWARE", "SOFTWARE");
        Run again = run("refusals", "pump", "bad", "-o", "json");
        assertThat(again.out()).contains("unknown-symbol", "/data/level");
    }

    @Test
    @Order(4)
    void importGitSendsAHistoryOnce() throws Exception {
        Path repository = repository();

        Run first =
                run("import", "git", repository.toString(), "--product", "firmware", "-o", "json");
        Run second =
                run("import", "git", repository.toString(), "--product", "firmware", "-o", "json");
        // A duplicate is called one once the first is sealed; until then the sealer drops it.
        assertThat(run("trace", "release", "firmware", "1.0", "--after-seq", "3").exitCode())
                .isZero();
        Run whole =
                run(
                        "import",
                        "git",
                        repository.toString(),
                        "--product",
                        "firmware",
                        "--full",
                        "-o",
                        "json");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.json().path("commits").asInt()).isEqualTo(3);
        assertThat(first.json().path("tags").asInt()).isEqualTo(1);
        assertThat(first.json().path("accepted").asInt()).isEqualTo(4);
        assertThat(second.json().path("commits").asInt()).as("incremental").isZero();
        assertThat(whole.json().path("duplicates").asInt()).as("idempotent").isEqualTo(4);
    }

    @Test
    @Order(5)
    void aTagIsACandidateThatNobodyApproved() throws Exception {
        Run trace = run("trace", "release", "firmware", "1.0", "-o", "json");

        JsonNode json = trace.json();
        assertThat(json.path("root").path("id").asText()).isEqualTo("1.0");
        assertThat(json.path("nodes").findValuesAsText("type"))
                .contains("Release", "Commit", "Requirement");
        assertThat(json.path("nodes").findValuesAsText("code"))
                .contains("UNAPPROVED", "UNRESOLVED");
        assertThat(json.toString()).doesNotContain("ada@example.org").doesNotContain("Ada Byron");
        assertThat(Files.readString(node.data().resolve("directory/persons.json")))
                .contains("Ada Byron");
    }

    @Test
    @Order(6)
    void aTraceComesInManyForms() {
        assertThat(run("trace", "release", "firmware", "1.0").out())
                .contains("firmware", "UNAPPROVED", "└");
        assertThat(run("trace", "release", "firmware", "1.0", "-o", "markdown").out())
                .contains("# ", "| ");
        assertThat(run("trace", "release", "firmware", "1.0", "-o", "dot").out())
                .startsWith("digraph")
                .contains("->");
        assertThat(run("trace", "release", "firmware", "1.0", "-o", "svg").out())
                .startsWith("<svg ")
                .contains("data-type=\"Release\"", "✗ UNAPPROVED")
                .endsWith("</svg>\n");
        assertThat(run("trace", "release", "firmware", "1.0", "-o", "jsonl").out().lines())
                .first()
                .asString()
                .startsWith("{\"product\":\"firmware\"");
        Run unknown = run("trace", "release", "firmware", "9.9");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("9.9");
    }

    @Test
    @Order(7)
    void aDigestNobodyHasSeenIsAnError() {
        Run trace = run("trace", "digest", "sha256:" + "0".repeat(64));

        assertThat(trace.exitCode()).isEqualTo(1);
        assertThat(trace.err()).contains("0".repeat(64));
    }

    @Test
    @Order(8)
    void exitCodesSayWhatKindOfTroubleItIs() {
        assertThat(run("trace", "release").exitCode()).as("usage").isEqualTo(3);
        assertThat(run("", Map.of("GOLDTHREAD_TOKEN", "wrong"), "products").exitCode())
                .as("token")
                .isEqualTo(4);
        assertThat(run("", Map.of("GOLDTHREAD_URL", "http://127.0.0.1:1"), "products").exitCode())
                .as("nobody there")
                .isEqualTo(5);
        Run empty = run("", Map.of("GOLDTHREAD_TOKEN", ""), "products");
        assertThat(empty.exitCode()).as("an empty variable is no default").isEqualTo(3);
        assertThat(empty.err()).contains("GOLDTHREAD_TOKEN");
    }

    private static final String SUITE =
            """
            <testsuite name="rate" timestamp="2026-03-01T10:00:00Z" time="1">
              <testcase classname="pump.Rate" name="stops"><properties>
                <property name="requirement" value="REQ-1"/></properties></testcase>
              <testcase classname="pump.Rate" name="alarms"><failure/></testcase>
            </testsuite>
            """;

    private static final String MAPPING =
            """
            {"delimiter": ";", "records": [
              {"type": "requirement.recorded", "id": {"column": "Requirement"},
               "data": {"revision": {"value": "1"}, "title": {"column": "Title"}, "level": {"value": "SOFTWARE"}}},
              {"type": "testcase.recorded", "id": {"column": "Test"},
               "data": {"revision": {"value": "1"}, "title": {"column": "Test"},
                        "level": {"value": "UNIT"}, "purpose": {"value": "VERIFICATION"}},
               "links": [{"relation": "verifies", "to": "Requirement", "ids": {"column": "Requirement"}}]}]}
            """;

    private static final String MATRIX =
            """
            Requirement;Title;Test
            REQ-1;Stops at once;pump.Rate#stops
            REQ-2;Alarms;pump.Rate#alarms
            REQ-3;Logs;TC-9
            """;

    @Test
    @Order(8)
    void reportsAreSentByFolderAndAMatrixIsHeldAgainstThem() throws Exception {
        Path reports = Files.createDirectories(folder.resolve("reports"));
        Files.writeString(reports.resolve("TEST-rate.xml"), SUITE);
        Files.writeString(reports.resolve("TEST-bad.xml"), "<!DOCTYPE testsuite><testsuite/>");
        Files.writeString(reports.resolve("failsafe-summary.xml"), "<failsafe-summary/>");
        Path mapping = Files.writeString(folder.resolve("mapping.json"), MAPPING);
        Path matrix = Files.writeString(folder.resolve("matrix.csv"), MATRIX);

        Run junit = junit(reports);
        Run csv =
                run(
                        "emit",
                        "csv",
                        matrix.toString(),
                        "--product",
                        "files",
                        "--wait=20",
                        "--mapping",
                        mapping.toString(),
                        "--occurred-at",
                        "2026-02-01T10:00:00Z",
                        "-o",
                        "json");

        assertThat(junit.exitCode()).as(junit.err()).isEqualTo(1);
        assertThat(junit.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(junit.json().path("unreadable").asInt()).isEqualTo(1);
        assertThat(junit.json().at("/files/0/problem/violations/0/rule").asText())
                .isEqualTo("document-type");
        assertThat(csv.exitCode()).as(csv.err()).isZero();
        assertThat(csv.json().path("accepted").asInt()).isEqualTo(6);
        assertThat(junit(reports).json().path("accepted").asInt()).as("a retry").isLessThan(3);
        String last = csv.json().at("/files/0/results/5/receipt/seq").asText();
        assertThat(
                        run("trace", "node", "files", "TestCase", "TC-9", "--after-seq", last)
                                .exitCode())
                .isZero();

        Run compared =
                run(
                        "compare",
                        "matrix",
                        "files",
                        matrix.toString(),
                        "--mapping",
                        mapping.toString(),
                        "-o",
                        "json");

        assertThat(compared.exitCode()).as(compared.err()).isEqualTo(2);
        assertThat(compared.json().path("rows").findValuesAsText("verdict"))
                .containsExactly("CONFIRMED", "CONTRADICTED", "UNSUPPORTED");
    }

    private static Run junit(Path reports) {
        return run(
                "emit",
                "junit",
                reports.toString(),
                "--product",
                "files",
                "--wait=20",
                "--tests",
                "commit:" + "a".repeat(40),
                "--level",
                "unit",
                "-o",
                "json");
    }

    @Test
    @Order(8)
    void everyFormatHasItsCommand() throws Exception {
        Path all = Files.createDirectories(folder.resolve("all"));
        Files.writeString(
                all.resolve("a.sarif"), "{\"version\": \"2.1.0\", \"runs\": [{\"results\": []}]}");
        Files.writeString(
                all.resolve("a.spdx"),
                "SPDXVersion: SPDX-2.3\nPackageName: a\nExternalRef: PACKAGE-MANAGER purl pkg:generic/a@1\n");
        Files.writeString(
                all.resolve("a.cdx.json"),
                "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [{\"type\": \"library\", \"name\": \"a\", \"purl\": \"pkg:generic/a@1\"}]}");
        Files.writeString(
                all.resolve("a.reqif"),
                "<REQ-IF><SPEC-OBJECT IDENTIFIER='R-1' LONG-NAME='Stops' LAST-CHANGE='2026-01-01T00:00:00Z'/></REQ-IF>");
        Files.writeString(all.resolve("a.md"), "# Stops\n`req~stops~1`\n");
        Files.writeString(all.resolve("A.java"), "// [utest->req~stops~1]\n");
        String image = "sha256:" + "c".repeat(64);

        assertSent(1, "emit", "sarif", "--scans", image, "--kind", "sast", "--threshold", "high:0");
        assertSent(1, "emit", "spdx", "--artifact", image);
        assertSent(1, "emit", "cyclonedx", "--artifact", image);
        assertSent(1, "emit", "reqif", "--level", "software");
        assertSent(2, "import", "openfasttrace");
        Run none = run("emit", "csv", all.toString(), "--product", "files");
        assertThat(none.exitCode()).as("without a mapping").isEqualTo(3);
    }

    private static void assertSent(int events, String... command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(
                List.of(
                        folder.resolve("all").toString(),
                        "--product",
                        "files",
                        "--occurred-at",
                        "2026-02-01T10:00:00Z"));
        List<String> dry = new ArrayList<>(arguments);
        dry.add("--dry-run");
        Run shown = run(dry.toArray(String[]::new));
        arguments.addAll(List.of("-o", "json"));
        Run sent = run(arguments.toArray(String[]::new));

        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out().lines()).hasSize(events);
        assertThat(sent.exitCode()).as(sent.out() + sent.err()).isZero();
        assertThat(sent.json().path("accepted").asInt()).isEqualTo(events);
    }

    @Test
    @Order(9)
    void verifyDerivesEverySealOfTheRunningLedger() throws Exception {
        Run verify = run("verify", "-o", "json");

        assertThat(verify.exitCode()).as(verify.err()).isZero();
        assertThat(verify.out()).contains("firmware", "pump");
        assertThat(run("verify", "--product", "nobody").exitCode()).as("fails closed").isEqualTo(1);
    }

    @Test
    @Order(9)
    void aSecondStartOnAFolderInUseSaysSo() {
        Run second = run("serve", "--data", node.data().toString(), "--port", "0");

        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains(node.data().toString(), "in use");
    }

    /** Last, since the ledger is spoilt afterwards. */
    @Test
    @Order(10)
    void verifyNamesARecordThatTheSealerDidNotWrite() throws Exception {
        Map<String, Object> client = new HashMap<>();
        JsonNode endpoint = JSON.readTree(node.data().resolve("endpoint.json").toFile());
        String password = Files.readString(node.data().resolve("kafka/client.password")).strip();
        client.put("bootstrap.servers", endpoint.path("bootstrapServers").asText());
        client.put("security.protocol", "SASL_PLAINTEXT");
        client.put("sasl.mechanism", "PLAIN");
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"goldthread\" password=\"%s\";"
                        .formatted(password));
        try (KafkaProducer<byte[], byte[]> forger =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            forger.send(
                            new ProducerRecord<>(
                                    "goldthread.ledger",
                                    "pump".getBytes(StandardCharsets.UTF_8),
                                    new byte[] {0, 0, 0, 0, 1, 7}))
                    .get();
        }

        Run verify = run("verify", "--product", "pump");

        assertThat(verify.exitCode()).isEqualTo(2);
        assertThat(verify.out() + verify.err()).contains("pump", "seq 4");
    }

    private static Path repository() throws Exception {
        Path path = folder.resolve("repository");
        PersonIdent ada = new PersonIdent("Ada Byron", "ada@example.org");
        try (Git git = Git.init().setDirectory(path.toFile()).call()) {
            for (String message :
                    new String[] {"First", "Limit the rate\n\nImplements: REQ-7", "Third"}) {
                Files.writeString(path.resolve("file"), message);
                git.add().addFilepattern(".").call();
                git.commit()
                        .setMessage(message)
                        .setAuthor(ada)
                        .setCommitter(ada)
                        .setSign(false)
                        .call();
            }
            git.tag().setName("v1.0").setMessage("one").setTagger(ada).setSigned(false).call();
        }
        return path;
    }
}
