package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.goldthread.api.cli.Prompt.Run;
import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeListener;
import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.core.event.Digest;
import dev.goldthread.streams.emit.LedgerProducer;
import dev.goldthread.streams.emit.Spool;
import dev.goldthread.streams.topic.LedgerTopics;
import dev.goldthread.streams.topic.TopicAdmin;
import dev.goldthread.streams.topic.TopicOptions;
import dev.goldthread.streams.topic.TopicSpecs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events from CI through spool and inbox, holes, and reconciliation, against a real ledger. */
class PopulationIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IMAGE = "sha256:" + Digest.sha256("image").hex();
    private static final String SHA = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    @TempDir static Path folder;
    private static Node node;

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

    private static Run run(String... args) {
        return Prompt.beside(node).run(args);
    }

    private static Run run(Map<String, String> more, String... args) {
        return Prompt.beside(node).with(more).run(args);
    }

    private static Map<String, String> gitLab(Path spool, String job) {
        return Map.of(
                "GOLDTHREAD_SPOOL", spool.toString(),
                "GITLAB_CI", "true",
                "CI_SERVER_URL", "https://gitlab.example.org",
                "CI_PROJECT_PATH", "acme/pump",
                "CI_COMMIT_SHA", SHA,
                "CI_JOB_URL", "https://gitlab.example.org/acme/pump/-/jobs/" + job,
                "CI_RUNNER_ID", "9");
    }

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

    /**
     * Number 2 of the deploying tool never came; one of three reports is missing, one is erased.
     */
    private static String fleet(String there, String missing, String erased) {
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

    @Test
    void aListOfDeploymentsIsProvenByTheirSourceAndItsHolesAreShown() throws Exception {
        Path report = Files.writeString(folder.resolve("there.txt"), "there");
        assertThat(run("evidence", "put", report.toString()).exitCode()).isZero();
        Path events =
                Files.writeString(
                        folder.resolve("fleet.json"),
                        fleet(
                                Digest.sha256("there").hex(),
                                Digest.sha256("missing").hex(),
                                Digest.sha256("erased").hex()));
        Run emitted = run("emit", "-f", events.toString(), "--wait", "20");
        assertThat(emitted.exitCode()).as(emitted.out() + emitted.err()).isZero();

        JsonNode before = run("deployments", "fleet", "-o", "json").json();
        assertThat(before.path("unreconciled").asInt()).isEqualTo(1);
        assertThat(before.at("/environments/0/findings/0/code").asText()).isEqualTo("UNRECONCILED");
        assertThat(before.at("/population/sources/0/uri").asText())
                .isEqualTo("https://deploy.example.org");
        assertThat(before.at("/population/sources/0/findings/0/code").asText()).isEqualTo("HOLE");
        ofATimeOfValidityAllSayTheSameOfASource();
        Path list = Files.writeString(folder.resolve("deployed.txt"), "d-1\n");
        Run reconciled =
                run(
                        "reconcile",
                        "--product",
                        "fleet",
                        "--source",
                        "https://deploy.example.org",
                        "--kind",
                        "deployments",
                        "--environment",
                        "prod",
                        "-f",
                        list.toString(),
                        "--wait",
                        "20");
        assertThat(reconciled.exitCode()).as(reconciled.err()).isZero();

        JsonNode after = run("deployments", "fleet", "-o", "json").json();
        assertThat(after.path("unreconciled").asInt(-1)).isZero();
        assertThat(after.at("/environments/0/findings").isEmpty()).isTrue();
        assertThat(after.at("/environments/0/lists/0/complete").asBoolean()).isTrue();
        String listed = after.at("/environments/0/lists/0/event").asText();
        assertThat(
                        run("event", "fleet", listed, "-o", "json")
                                .json()
                                .at("/event/data/listedTypes")
                                .toString())
                .as("the list says itself of what it is")
                .isEqualTo("[\"Deployment\"]");
        assertThat(after.at("/population/sources/0/findings/0/code").asText())
                .as("the tool lists no more than we have, but a number of its own never came")
                .isEqualTo("HOLE");
        assertThat(after.path("proven").asBoolean()).isTrue();
        assertThat(run("gaps", "fleet", "1.0").out())
                .contains("HOLE", "Source https://deploy.example.org", "1 of these numbers");
        assertThat(run("environment", "fleet", "prod").out())
                .contains("NOT_AS_APPROVED", "NOT_APPROVED", "Release 1.0");

        Path hidden = Files.writeString(folder.resolve("hidden.json"), hidden());
        assertThat(run("emit", "-f", hidden.toString(), "--wait", "20").exitCode()).isZero();
        JsonNode late = run("deployments", "fleet", "-o", "json").json();
        assertThat(late.path("unreconciled").asInt())
                .as("one was recorded after the list was taken, one is another source's")
                .isEqualTo(2);
        assertThat(late.path("proven").asBoolean()).isFalse();
        assertThat(late.at("/environments/0/uncovered"))
                .extracting(each -> each.path("id").asText())
                .containsExactly("foreign-1", "hidden-1");
        assertThat(run("deployments", "fleet").out())
                .contains("hidden-1: it", "foreign-1: https://laptop", "UNRECONCILED");

        Path again = Files.writeString(folder.resolve("again.json"), again());
        assertThat(run("emit", "-f", again.toString(), "--wait", "20").exitCode()).isZero();
        JsonNode uses = run("deployments", "fleet", "-o", "json").json().path("deployments");
        assertThat(uses)
                .filteredOn(each -> each.path("id").asText().equals("d-1"))
                .extracting(
                        each -> each.path("use").asInt(),
                        each -> each.path("uses").asInt(),
                        each -> each.has("reconciledBy"))
                .as("each use of an id has a row, and no list knows the second one")
                .containsExactly(tuple(1, 2, true), tuple(2, 2, false));
        assertThat(run("deployments", "fleet").out()).contains("d-1, use 2 of 2");
        assertThat(run("gaps", "fleet", "1.0").out())
                .contains("CONFLICT", "Deployment d-1", "its id was used 2 times");
    }

    /** By half past eight the tool had deployed, and looked at nothing yet. */
    private static void ofATimeOfValidityAllSayTheSameOfASource() throws IOException {
        String[] then = {"--valid-at", "2026-03-01T08:30:00Z", "--silent-after", "PT1H"};

        JsonNode holes = asked(then, "holes", "fleet").path("sources");
        JsonNode deployments = asked(then, "deployments", "fleet").at("/population/sources");
        JsonNode gaps = asked(then, "gaps", "fleet", "1.0");

        assertThat(deployments)
                .singleElement()
                .satisfies(
                        source -> {
                            assertThat(source.path("events").asInt()).isEqualTo(1);
                            assertThat(source.path("lastSeenAt").asText())
                                    .isEqualTo("2026-03-01T08:00:00Z");
                            assertThat(source.path("findings").findValuesAsText("code"))
                                    .as("that it was silent for an hour only later is not said")
                                    .containsExactly("HOLE");
                        });
        assertThat(holes).contains(deployments.get(0));
        assertThat(gaps.at("/population/sources")).contains(deployments.get(0)).isSubsetOf(holes);
        assertThat(gaps.path("gaps"))
                .filteredOn(gap -> gap.path("code").asText().equals("SILENT"))
                .extracting(gap -> gap.at("/node/id").asText())
                .containsExactly("https://git.example.org");
    }

    /**
     * Two deployments of a release, then a list of one, told by a tool that says that it agrees.
     */
    @Test
    void aListThatHasFewerDeploymentsThanTheLedgerIsDoubtedByAll() throws Exception {
        emit("short-1.json", deployedTwice());
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        emit("short-2.json", listOfOne(at));
        String why = "lists 1, but the ledger has 2 of its time";
        String[] now = {};

        JsonNode deployments = asked(now, "deployments", "short");
        assertThat(deployments.at("/environments/0/lists/0/because").asText()).isEqualTo(why);
        JsonNode holes = asked(now, "holes", "short");
        JsonNode doubted = source(holes.path("sources"));
        assertThat(doubted.at("/reconciled/complete").asBoolean(true)).isFalse();
        assertThat(doubted.at("/reconciled/because").asText()).isEqualTo(why);
        assertThat(doubted.path("findings"))
                .extracting(
                        each -> each.path("code").asText(), each -> each.path("reason").asText())
                .containsExactly(
                        tuple(
                                "UNRECONCILED",
                                "deployments: its own list %s, by event s-list".formatted(why)));
        assertThat(source(deployments.at("/population/sources"))).isEqualTo(doubted);
        JsonNode gaps = asked(now, "gaps", "short", "1.0");
        assertThat(source(gaps.at("/population/sources"))).isEqualTo(doubted);
        assertThat(gaps.path("gaps"))
                .filteredOn(gap -> gap.at("/node/type").asText().equals("Source"))
                .extracting(gap -> gap.path("code").asText())
                .containsExactly("UNRECONCILED");
        String trace = "/v1/products/short/releases/1.0/trace?";
        assertThat(source(got(trace + "population=true").at("/population/sources")))
                .isEqualTo(doubted);
        assertThat(
                        source(
                                        got(trace + "population=true&silentAfter=PT0.001S")
                                                .at("/population/sources"))
                                .path("findings")
                                .findValuesAsText("code"))
                .contains("SILENT", "UNRECONCILED");
        assertThat(run("holes", "short").exitCode()).isEqualTo(2);
        assertThat(run("holes", "short").out().replaceAll("\\s+", " ")) // a table wraps
                .contains("UNRECONCILED", why);

        String before = at.minusMillis(1).toString();
        for (String[] then :
                List.of(new String[] {"--as-of-seq", "3"}, new String[] {"--valid-at", before})) {
            JsonNode earlier = asked(then, "holes", "short");
            assertThat(source(earlier.path("sources")).path("findings")).as(then[0]).isEmpty();
            assertThat(source(asked(then, "gaps", "short", "1.0").at("/population/sources")))
                    .isEqualTo(source(earlier.path("sources")));
        }
        String sealedAt = holes.at("/asOf/sealedAt").asText();
        for (String[] then :
                List.of(
                        new String[] {"--as-of-seq", "4"},
                        new String[] {"--recorded-at", sealedAt},
                        new String[] {"--valid-at", at.toString()})) {
            assertThat(source(asked(then, "holes", "short").path("sources")).path("findings"))
                    .as(then[0])
                    .isEqualTo(doubted.path("findings"));
        }
    }

    private static JsonNode got(String path) throws Exception {
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

    /** What was taken back is not in the ledger, and each use of an id is. */
    @Test
    void aListOfDeploymentsIsComparedByTheUsesThatItSays() throws Exception {
        emit("used-1.json", deployedTwice().replace("\"short\"", "\"used\""));
        emit("used-2.json", supersedes("used", "s-09"));

        Run ids = listed("used", "d-8");
        assertThat(ids.exitCode()).as(ids.err()).isZero();
        assertThat(run("holes", "used").exitCode()).isZero();

        emit(
                "used-3.json",
                "[%s]".formatted(deployment("10", "d-8").replace("\"short\"", "\"used\"")));
        Run fewer = listed("used", "d-8");
        assertThat(fewer.exitCode()).as("it does not say how often").isZero();
        assertThat(asked(new String[] {}, "deployments", "used").path("unreconciled").asInt())
                .as("nor does it prove each use")
                .isPositive();

        Run twice = listed("used", "d-8", "d-8");
        assertThat(twice.exitCode()).as(twice.err()).isZero();
        JsonNode deployments = asked(new String[] {}, "deployments", "used");
        assertThat(deployments.path("unreconciled").asInt(-1)).isZero();
        assertThat(deployments.at("/environments/0/lists/2/complete").asBoolean()).isTrue();

        Run thrice = listed("used", "d-8", "d-8", "d-8");
        assertThat(thrice.exitCode()).isEqualTo(2);
        assertThat(thrice.err()).containsOnlyOnce("missing in the ledger: d-8");
        assertThat(run("holes", "used").out()).contains("has 1 more and lacks 0");
    }

    private static Run listed(String product, String... ids) throws IOException {
        Path list = Files.writeString(folder.resolve("uses.txt"), String.join("\n", ids));
        return run(
                "reconcile",
                "--product",
                product,
                "--source",
                "https://deploy.example.org",
                "--kind",
                "deployments",
                "--environment",
                "prod",
                "-f",
                list.toString(),
                "--wait",
                "20");
    }

    private static String supersedes(String product, String event) {
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

    private static JsonNode source(JsonNode sources) {
        for (JsonNode source : sources) {
            if (source.path("uri").asText().equals("https://deploy.example.org")) {
                return source;
            }
        }
        throw new AssertionError("no such source: " + sources);
    }

    private static void emit(String name, String events) throws IOException {
        Path file = Files.writeString(folder.resolve(name), events);
        Run run = run("emit", "-f", file.toString(), "--wait", "20");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    }

    private static String deployment(String hour, String id) {
        return """
        {"id": "s-%1$s", "product": "short", "type": "deployment.finished",
         "occurredAt": "2026-03-01T%1$s:00:00Z", "actor": {"kind": "SYSTEM", "id": "argo"},
         "source": {"uri": "https://deploy.example.org", "tool": "argo-cd"},
         "subject": {"type": "Deployment", "id": "%2$s"},
         "links": [{"relation": "deploys", "to": {"type": "Release", "id": "1.0"}, "strength": "DECLARED"},
                   {"relation": "into", "to": {"type": "Environment", "id": "prod"}, "strength": "OBSERVED"}],
         "data": {"outcome": "SUCCEEDED", "strategy": "ROLLING"}}
        """
                .formatted(hour, id);
    }

    private static String deployedTwice() {
        return """
        [{"id": "s-1", "product": "short", "type": "environment.snapshotted",
          "occurredAt": "2026-03-01T06:00:00Z", "actor": {"kind": "SYSTEM", "id": "watch"},
          "source": {"uri": "https://deploy.example.org", "tool": "argo-cd"},
          "subject": {"type": "Environment", "id": "prod"},
          "links": [{"relation": "runs", "to": {"type": "Artifact", "id": "%1$s"}, "strength": "OBSERVED"}],
          "data": {"fingerprint": "%1$s", "differences": [], "kind": "PRODUCTION"}},
         {"id": "s-2", "product": "short", "type": "release.created",
          "occurredAt": "2026-03-01T07:00:00Z", "actor": {"kind": "HUMAN", "id": "p-1"},
          "source": {"uri": "https://git.example.org", "tool": "gitlab"},
          "subject": {"type": "Release", "id": "1.0"},
          "links": [{"relation": "includes", "to": {"type": "Artifact", "id": "%1$s"}, "strength": "DECLARED"}],
          "data": {"tier": "HIGH", "intendedUse": "For tests.", "knownLimitations": []}},
         %2$s, %3$s]
        """
                .formatted(IMAGE, deployment("08", "d-8"), deployment("09", "d-9"));
    }

    private static String listOfOne(Instant at) {
        return """
        [{"id": "s-list", "product": "short", "type": "source.reconciled",
          "occurredAt": "%1$s", "actor": {"kind": "SYSTEM", "id": "cd"},
          "source": {"uri": "urn:example:lister", "tool": "lister"},
          "subject": {"type": "Source", "id": "https://deploy.example.org"},
          "links": [{"relation": "concerns", "to": {"type": "Environment", "id": "prod"}, "strength": "DECLARED"}],
          "data": {"scope": "deployments", "listedTypes": ["Deployment"], "basis": "its API", "result": "COMPLETE",
                   "periodFromAt": "2026-03-01T00:00:00Z", "periodToAt": "%1$s",
                   "listedCount": 1, "recordedCount": 1, "missing": [], "unexpected": []}}]
        """
                .formatted(at);
    }

    private static JsonNode asked(String[] then, String... question) throws IOException {
        Stream<String> words =
                Stream.of(question, then, new String[] {"-o", "json"}).flatMap(Stream::of);
        return run(words.toArray(String[]::new)).json();
    }

    /** The id of a deployment is used again, for another image. */
    private static String again() {
        return """
        [{"id": "f-3-again", "product": "fleet", "type": "deployment.finished",
          "occurredAt": "2026-03-01T12:00:00Z", "actor": {"kind": "SYSTEM", "id": "argo"},
          "source": {"uri": "https://deploy.example.org", "tool": "argo-cd", "seq": 4},
          "subject": {"type": "Deployment", "id": "d-1"},
          "links": [{"relation": "deploys", "to": {"type": "Artifact", "id": "%s"}, "strength": "OBSERVED"},
                    {"relation": "into", "to": {"type": "Environment", "id": "prod"}, "strength": "OBSERVED"}],
          "data": {"outcome": "SUCCEEDED", "strategy": "ROLLING"}}]
        """
                .formatted("sha256:" + Digest.sha256("another image").hex());
    }

    private static String hidden() {
        String event =
                """
                {"id": "%1$s", "product": "fleet", "type": "deployment.finished",
                 "occurredAt": "2026-03-01T09:00:00Z", "actor": {"kind": "SYSTEM", "id": "cd"},
                 "source": {"uri": "%2$s", "tool": "cd"},
                 "subject": {"type": "Deployment", "id": "%1$s"},
                 "links": [{"relation": "deploys", "to": {"type": "Release", "id": "1.0"}, "strength": "DECLARED"},
                           {"relation": "into", "to": {"type": "Environment", "id": "prod"}, "strength": "OBSERVED"}],
                 "data": {"outcome": "SUCCEEDED", "strategy": "ROLLING"}}
                """;
        return "[%s, %s]"
                .formatted(
                        event.formatted("hidden-1", "https://deploy.example.org"),
                        event.formatted("foreign-1", "https://laptop.example.org"));
    }

    /**
     * Another product's person approves, and its log lies in the same partition, or it does not.
     */
    private static String approvalBy(String product) {
        return """
        {"id": "%1$s-approves", "product": "%1$s", "type": "approval.granted",
         "occurredAt": "2026-03-01T07:30:00Z",
         "actor": {"kind": "HUMAN", "id": "p-%1$s", "role": "quality manager"},
         "source": {"uri": "https://quality.example.org", "tool": "quality-system"},
         "subject": {"type": "Approval", "id": "AP-1"},
         "links": [{"relation": "answers", "to": {"type": "ApprovalRequest", "id": "AR-1", "product": "victim"}, "strength": "DECLARED"},
                   {"relation": "approves", "to": {"type": "Release", "id": "1.0", "product": "victim"}, "strength": "ATTESTED"}],
         "data": {"role": "quality manager", "meaning": "APPROVED", "boundDigest": "%2$s", "evidenceSeen": ["%2$s"],
                  "signingMethod": "PASSWORD_AND_CODE", "session": "s-1"},
         "reason": "It looks good."}
        """
                .formatted(product, IMAGE);
    }

    private static String victim() {
        return """
        {"id": "v-1", "product": "victim", "type": "release.created",
         "occurredAt": "2026-03-01T07:00:00Z", "actor": {"kind": "HUMAN", "id": "p-1"},
         "source": {"uri": "https://git.example.org", "tool": "gitlab"},
         "subject": {"type": "Release", "id": "1.0"},
         "links": [{"relation": "includes", "to": {"type": "Artifact", "id": "%1$s"}, "strength": "DECLARED"}],
         "data": {"tier": "HIGH", "intendedUse": "For tests.", "knownLimitations": []}},
        {"id": "v-2", "product": "victim", "type": "approval.requested",
         "occurredAt": "2026-03-01T07:10:00Z", "actor": {"kind": "SYSTEM", "id": "workflow"},
         "source": {"uri": "https://quality.example.org", "tool": "quality-system"},
         "subject": {"type": "ApprovalRequest", "id": "AR-1"},
         "links": [{"relation": "for", "to": {"type": "Release", "id": "1.0"}, "strength": "DECLARED"}],
         "data": {"role": "quality manager", "meaning": "APPROVED", "boundDigest": "%1$s", "quorum": 1,
                  "answerDue": "2026-03-02T07:00:00Z"}},
        {"id": "v-3", "product": "victim", "type": "deployment.finished",
         "occurredAt": "2026-03-01T08:00:00Z", "actor": {"kind": "SYSTEM", "id": "argo"},
         "source": {"uri": "https://deploy.example.org", "tool": "argo-cd"},
         "subject": {"type": "Deployment", "id": "d-1"},
         "links": [{"relation": "deploys", "to": {"type": "Release", "id": "1.0"}, "strength": "DECLARED"},
                   {"relation": "into", "to": {"type": "Environment", "id": "prod"}, "strength": "OBSERVED"}],
         "data": {"outcome": "SUCCEEDED", "strategy": "ROLLING"}},
        {"id": "v-4", "product": "victim", "type": "deployment.started",
         "occurredAt": "2026-03-01T09:00:00Z", "actor": {"kind": "SYSTEM", "id": "argo"},
         "source": {"uri": "https://deploy.example.org", "tool": "argo-cd"},
         "subject": {"type": "Deployment", "id": "d-2"},
         "links": [{"relation": "deploys", "to": {"type": "Release", "id": "1.0"}, "strength": "DECLARED"},
                   {"relation": "into", "to": {"type": "Environment", "id": "staging"}, "strength": "OBSERVED"}],
         "data": {"strategy": "ROLLING"}}
        """
                .formatted(IMAGE);
    }

    /** More products than partitions: some of them share the one of the product that is asked. */
    @Test
    void noOtherProductsLogAnswersForAProduct() throws Exception {
        String others =
                IntStream.range(0, 16)
                        .mapToObj(number -> approvalBy("other-" + number))
                        .collect(Collectors.joining(","));
        Path events =
                Files.writeString(
                        folder.resolve("victim.json"), "[%s,%s]".formatted(victim(), others));
        Run emitted = run("emit", "-f", events.toString(), "--wait", "20");
        assertThat(emitted.exitCode()).as(emitted.out() + emitted.err()).isZero();

        JsonNode deployments = run("deployments", "victim", "-o", "json").json();
        assertThat(deployments.at("/deployments/0/verdict").asText()).isEqualTo("NOT_APPROVED");
        JsonNode pending = run("pending", "victim", "-o", "json").json();
        assertThat(pending.path("pending"))
                .extracting(
                        each ->
                                each.at("/node/id").asText()
                                        + ": "
                                        + each.path("waitsFor").asText())
                .contains("AR-1: 0 of 1 approvals", "d-2: to be finished in staging");
        assertThat(run("gaps", "victim", "1.0", "-o", "json").json().path("gaps"))
                .extracting(each -> each.path("reason").asText())
                .contains(
                        "it started in staging at 2026-03-01T09:00:00Z, and no event says how it ended")
                .anyMatch(
                        reason ->
                                reason.contains(
                                        "Artifact " + IMAGE + ": Release 1.0 lacks approvals"));
    }

    @Test
    void evidenceThatIsCitedButNotThereIsIncomplete() throws Exception {
        Path report = Files.writeString(folder.resolve("report.txt"), "report");
        assertThat(run("evidence", "put", report.toString()).exitCode()).isZero();
        Path events =
                Files.writeString(
                        folder.resolve("cited.json"),
                        fleet(
                                        Digest.sha256("report").hex(),
                                        Digest.sha256("missing").hex(),
                                        Digest.sha256("erased").hex())
                                .replace("\"fleet\"", "\"cited\""));
        Run emitted = run("emit", "-f", events.toString(), "--wait", "20");
        assertThat(emitted.exitCode()).as(emitted.out() + emitted.err()).isZero();

        Run checked = run("evidence", "check", "cited", "1.0", "-o", "json");
        JsonNode check = checked.json();

        assertThat(checked.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(checked.err())
                .contains("missing.txt " + Digest.sha256("missing").hex().substring(0, 12))
                .contains("is ABSENT", "goldthread evidence put FILE")
                .doesNotContain("erased.txt");
        Map<String, String> states = new HashMap<>();
        Map<String, String> codes = new HashMap<>();
        for (JsonNode each : check.path("evidence")) {
            states.put(each.path("name").asText(), each.path("state").asText());
            codes.put(each.path("name").asText(), each.at("/findings/0/code").asText("none"));
        }
        assertThat(states)
                .containsOnly(
                        Map.entry("there.txt", "PRESENT"),
                        Map.entry("missing.txt", "ABSENT"),
                        Map.entry("erased.txt", "ERASED"));
        assertThat(codes)
                .containsOnly(
                        Map.entry("there.txt", "none"),
                        Map.entry("missing.txt", "INCOMPLETE"),
                        Map.entry("erased.txt", "ERASED"));
        assertThat(check.path("present").asInt()).isEqualTo(1);

        Path missing = Files.writeString(folder.resolve("missing.txt"), "missing");
        assertThat(run("evidence", "put", missing.toString()).exitCode()).isZero();
        Run again = run("evidence", "check", "cited", "1.0");
        assertThat(again.exitCode()).as("what was erased is on record").isZero();
        assertThat(again.err()).isEmpty();
    }

    @Test
    void anErasureThatWasTakenBackErasedNothing() throws Exception {
        String product = "undone-erasure";
        emit("erasing.json", erasing(product));
        String[] check = {"evidence", "check", product, "1.0", "-o", "json"};
        JsonNode before = run(check).json();
        assertThat(states(before)).containsEntry("erased.txt", "ERASED");
        emit("back.json", supersedes(product, "f-5"));

        Run after = run(check);

        assertThat(after.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(after.err()).contains("erased.txt");
        assertThat(states(after.json())).containsEntry("erased.txt", "ABSENT");
        Run then =
                run(
                        "evidence",
                        "check",
                        product,
                        "1.0",
                        "-o",
                        "json",
                        "--as-of-seq",
                        before.at("/asOf/seq").asText());
        assertThat(states(then.json()))
                .as("nobody had taken it back by then")
                .containsEntry("erased.txt", "ERASED");
    }

    private static Map<String, String> states(JsonNode check) {
        Map<String, String> states = new HashMap<>();
        for (JsonNode each : check.path("evidence")) {
            states.put(each.path("name").asText(), each.path("state").asText());
        }
        return states;
    }

    /** A release with evidence, of which one report was erased on record. */
    private static String erasing(String product) {
        return fleet(
                        Digest.sha256("report").hex(),
                        Digest.sha256("missing").hex(),
                        Digest.sha256("erased").hex())
                .replace("\"fleet\"", "\"" + product + "\"");
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
    void evidenceComesInPiecesAndGoesOutWhole() throws Exception {
        byte[] content = new byte[9 * 1024 * 1024]; // more than one piece
        new Random(7).nextBytes(content);
        Path file = Files.write(folder.resolve("recording.bin"), content);
        String digest = Digest.sha256(content).hex();
        Path back = folder.resolve("back.bin");

        Run put = run("evidence", "put", file.toString());
        Run again = run("evidence", "put", file.toString());
        Run get = run("evidence", "get", digest, "--out", back.toString());

        assertThat(put.exitCode()).as(put.err()).isZero();
        assertThat(put.out().strip()).isEqualTo(digest);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(get.exitCode()).as(get.err()).isZero();
        assertThat(Files.mismatch(file, back)).isEqualTo(-1);
        HttpRequest part =
                HttpRequest.newBuilder(node.url().resolve("/v1/evidence/" + digest))
                        .header(
                                "Authorization",
                                "Bearer "
                                        + Files.readString(node.data().resolve("operator.token"))
                                                .strip())
                        .header("Range", "bytes=5-8")
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(part, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(206);
            assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(content, 5, 9));
            assertThat(answer.headers().firstValue("Content-Range"))
                    .hasValue("bytes 5-8/" + content.length);
        }
        assertThat(run("evidence", "get", "0".repeat(64), "--out", back.toString()).exitCode())
                .isEqualTo(1);
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

    private interface Try {
        Run run() throws Exception;
    }

    private static Run await(Try attempt, Predicate<Run> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (true) {
            Run run = attempt.run();
            if (condition.test(run)) {
                return run;
            }
            assertThat(System.nanoTime()).as(run.out() + run.err()).isLessThan(deadline);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
