package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.Prompt.Run;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists of deployments from their source, held against the ledger. */
class DeploymentListIT extends BesideANode {

    @Test
    void aListOfDeploymentsIsProvenByTheirSourceAndItsHolesAreShown() throws Exception {
        Path report = Files.writeString(folder.resolve("there.txt"), "there");
        assertThat(run("evidence", "put", report.toString()).exitCode()).isZero();
        emit(
                "fleet.json",
                fleet(
                        Digest.sha256("there").hex(),
                        Digest.sha256("missing").hex(),
                        Digest.sha256("erased").hex()));

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

        emit("hidden.json", hidden());
        JsonNode late = run("deployments", "fleet", "-o", "json").json();
        assertThat(late.path("unreconciled").asInt())
                .as("one was recorded after the list was taken, one is another source's")
                .isEqualTo(2);
        assertThat(late.path("proven").asBoolean()).isFalse();
        assertThat(late.at("/environments/0/uncoveredCount").asInt()).isEqualTo(2);
        assertThat(late.at("/environments/0/uncovered"))
                .extracting(each -> each.path("id").asText())
                .containsExactly("foreign-1", "hidden-1");
        assertThat(run("deployments", "fleet").out())
                .contains("hidden-1: it", "foreign-1: https://laptop", "UNRECONCILED");

        emit("again.json", again());
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

    private static JsonNode source(JsonNode sources) {
        for (JsonNode source : sources) {
            if (source.path("uri").asText().equals("https://deploy.example.org")) {
                return source;
            }
        }
        throw new AssertionError("no such source: " + sources);
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
        emit("victim.json", "[%s,%s]".formatted(victim(), others));

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
}
