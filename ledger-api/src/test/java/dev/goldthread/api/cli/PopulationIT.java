package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.sun.net.httpserver.HttpServer;
import dev.goldthread.api.cli.Prompt.Run;
import dev.goldthread.core.event.Digest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;

/** Reconciliation with what sources list, against a real ledger. */
class PopulationIT extends BesideANode {

    @Test
    void aRunThatTheLedgerLacksIsNamedAndSoIsTheOtherWay() throws Exception {
        String source = "https://gitlab.example.org/acme/pump";
        for (String job : List.of("31", "32")) {
            Run run =
                    run(
                            gitLab(folder.resolve("spool-3"), job),
                            "emit",
                            "build",
                            "--product",
                            "runs",
                            "--outcome",
                            "SUCCEEDED",
                            "--wait",
                            "20");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        Path list =
                Files.writeString(
                        folder.resolve("runs.txt"),
                        source + "/-/jobs/31\n" + source + "/-/jobs/33\n");
        String[] reconcile = {
            "reconcile",
            "--product",
            "runs",
            "--source",
            source,
            "--kind",
            "runs",
            "-f",
            list.toString(),
            "--wait",
            "20"
        };

        Run different = run(reconcile);
        Run holes = run("holes", "runs", "-o", "json");

        assertThat(different.exitCode()).as(different.err()).isEqualTo(2);
        assertThat(different.err())
                .contains("missing in the ledger: " + source + "/-/jobs/33")
                .contains("not on the source's list: " + source + "/-/jobs/32");
        assertThat(holes.exitCode()).isEqualTo(2);
        assertThat(holes.out()).contains("UNRECONCILED").contains("jobs/33");

        Files.writeString(list, "[]");
        Run tickets = run(replaced(reconcile, "--kind", "tickets"));
        assertThat(tickets.exitCode()).as(tickets.err()).isZero();
        assertThat(run("holes", "runs").out())
                .as("a list of other things tells nothing of runs")
                .contains("UNRECONCILED", "jobs/33", "jobs/32");

        Files.writeString(list, "[\"%s/-/jobs/31\",\"%s/-/jobs/32\"]".formatted(source, source));
        Run complete = run(reconcile);
        assertThat(complete.exitCode()).as(complete.err()).isZero();
        assertThat(run("holes", "runs").exitCode()).isZero();
    }

    /** A part that came at another instant could be taken for one of an earlier round. */
    @Test
    void allPartsOfOneComparisonAreOfOneInstant() throws Exception {
        Path list =
                Files.writeString(
                        folder.resolve("many.txt"),
                        IntStream.range(0, 20_001)
                                .mapToObj("run-%d\n"::formatted)
                                .collect(Collectors.joining()));

        Run run =
                run(
                        "reconcile",
                        "--product",
                        "many",
                        "--source",
                        "https://ci.example.org/job/many",
                        "--kind",
                        "runs",
                        "-f",
                        list.toString(),
                        "--dry-run");

        List<JsonNode> parts = new ArrayList<>();
        try (MappingIterator<JsonNode> read =
                JSON.readerFor(JsonNode.class).readValues(run.out())) {
            read.forEachRemaining(parts::add);
        }
        assertThat(parts)
                .hasSize(21)
                .extracting(part -> part.path("id").asText())
                .doesNotHaveDuplicates();
        assertThat(parts)
                .extracting(part -> part.path("occurredAt").asText())
                .containsOnly(parts.getFirst().path("occurredAt").asText());
    }

    /** The same with another value of an option. */
    private static String[] replaced(String[] arguments, String option, String value) {
        String[] replaced = arguments.clone();
        replaced[List.of(arguments).indexOf(option) + 1] = value;
        return replaced;
    }

    @Test
    void aConnectionsOwnListIsAskedForComparedAndKept() throws Exception {
        String source = "https://github.com/acme/forge";
        HttpServer api =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String[] ids = {"1".repeat(40), "2".repeat(40)};
        api.createContext(
                "/repos/acme/forge/commits",
                exchange -> {
                    boolean isFirst = exchange.getRequestURI().getQuery().endsWith("page=1");
                    byte[] body =
                            (isFirst
                                            ? "[{\"sha\":\"%s\"},{\"sha\":\"%s\"}]"
                                                    .formatted(ids[0], ids[1])
                                            : "[]")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        api.start();
        try {
            Run added =
                    run(
                            "connections",
                            "add",
                            "forge",
                            "--format",
                            "github",
                            "--match",
                            "acme/*=forge",
                            "--source",
                            source);
            assertThat(added.exitCode()).as(added.err()).isZero();
            Path events = folder.resolve("forge.jsonl");
            Files.writeString(events, commit(source, ids[0]) + commit(source, "3".repeat(40)));
            Run emitted = run("emit", "-f", events.toString(), "--wait", "20");
            assertThat(emitted.exitCode()).as(emitted.err()).isZero();

            String[] reconcile = {
                "reconcile",
                "forge",
                "--api",
                "http://127.0.0.1:" + api.getAddress().getPort(),
                "--wait",
                "20"
            };
            Run different =
                    await(
                            () -> run(reconcile),
                            run -> !run.err().contains("missing in the ledger: " + ids[0]));

            assertThat(different.exitCode()).as(different.err()).isEqualTo(2);
            assertThat(different.err())
                    .contains("missing in the ledger: " + ids[1])
                    .as("a commit of another branch is no difference")
                    .doesNotContain("3".repeat(40));
            byte[] list = (ids[0] + "\n" + ids[1] + "\n").getBytes(StandardCharsets.UTF_8);
            Path kept = folder.resolve("forge-list.txt");
            Run got = run("evidence", "get", Digest.sha256(list).hex(), "--out", kept.toString());
            assertThat(got.exitCode()).as(got.err()).isZero();
            assertThat(kept).hasBinaryContent(list);
            assertThat(run("holes", "forge").out()).contains("UNRECONCILED");
        } finally {
            api.stop(0);
        }
    }

    private static String commit(String source, String sha) {
        return """
        {"id":"forge-%s","product":"forge","type":"commit.pushed","occurredAt":"2026-03-01T10:00:00Z",\
        "actor":{"kind":"SYSTEM","id":"rig"},"source":{"uri":"%s","tool":"rig"},\
        "subject":{"type":"Commit","id":"%s"},\
        "data":{"repository":"acme/forge","summary":"Stops","signatureState":"UNKNOWN"}}
        """
                .formatted(sha, source, sha);
    }

    @Test
    void aCommitThatWasNeverImportedIsNamed() throws Exception {
        Path repository = Files.createDirectories(folder.resolve("pump"));
        PersonIdent ada = new PersonIdent("Ada", "ada@example.org");
        try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
            git.commit().setMessage("First").setAuthor(ada).setCommitter(ada).setSign(false).call();
            String path = repository.toString();
            Run imported = run("import", "git", path, "--product", "commits");
            assertThat(imported.exitCode()).as(imported.err()).isZero();
            await(
                    () -> run("reconcile", "git", path, "--product", "commits", "--wait", "20"),
                    run -> run.exitCode() == 0);
            String second =
                    git.commit()
                            .setMessage("Second")
                            .setAuthor(ada)
                            .setCommitter(ada)
                            .setSign(false)
                            .call()
                            .name();

            Run run = run("reconcile", "git", path, "--product", "commits", "--wait", "20");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("missing in the ledger: " + second);
        }
    }
}
