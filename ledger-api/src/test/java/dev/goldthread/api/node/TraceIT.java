package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.LedgerHttp.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces over HTTP, of what was submitted over HTTP. */
class TraceIT extends BesideANode {

    private static final String SHA = "21d9835f50db844ad9bf3d95f2c5b4114076b680";
    private static long lastSeq;

    @BeforeAll
    static void tell() throws Exception {
        Answer answer =
                http.post(
                        "[%s,%s,%s]"
                                .formatted(
                                        Events.requirement("pump", "e-1", "REQ-1", "Stop"),
                                        Events.commit("pump", "e-2", SHA, "REQ-1"),
                                        Events.release("pump", "e-3", "7.2.4", SHA)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        lastSeq = answer.json().at("/results/2/receipt/seq").asLong();
    }

    @Test
    void aReleaseTraceReachesTheRequirementInTheFixedShape() throws Exception {
        Answer answer = http.get("/v1/products/pump/releases/7.2.4/trace?afterSeq=" + lastSeq);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode trace = answer.json();
        assertThat(trace.get("product").asText()).isEqualTo("pump");
        assertThat(trace.get("root").toString())
                .isEqualTo("{\"type\":\"Release\",\"id\":\"7.2.4\"}");
        assertThat(trace.at("/asOf/seq").asLong()).isEqualTo(lastSeq);
        assertThat(trace.get("judged").toString()).isEqualTo("{\"whole\":true}");
        JsonNode requirement = LedgerHttp.node(trace, "REQ-1");
        assertThat(requirement.at("/type").asText()).isEqualTo("Requirement");
        assertThat(requirement.at("/attributes/title").asText()).isEqualTo("Stop");
        assertThat(requirement.get("events").toString()).isEqualTo("[0]");
        assertThat(requirement.at("/findings/0/code").asText()).isNotEmpty();
        JsonNode fact = requirement.at("/history/0");
        assertThat(fact.get("event").asText()).isEqualTo("e-1");
        assertThat(fact.get("occurredAt").asText()).isEqualTo("2026-01-06T09:00:00Z");
        assertThat(fact.at("/actor/id").asText()).isEqualTo("p-1006");
        assertThat(trace.get("edges"))
                .anySatisfy(
                        edge -> {
                            assertThat(edge.at("/from/id").asText()).isEqualTo(SHA);
                            assertThat(edge.get("relation").asText()).isEqualTo("implements");
                            assertThat(edge.at("/to/id").asText()).isEqualTo("REQ-1");
                            assertThat(edge.get("strength").asText()).isEqualTo("DECLARED");
                            assertThat(edge.get("seq").asLong()).isEqualTo(1);
                        });
    }

    @ParameterizedTest
    @CsvSource({"up, 1, 2", "down, 1, 2", "both, 1, 3", "both, 0, 1"})
    void aNodeTraceGoesWhereItIsTold(String direction, int depth, int nodes) throws Exception {
        Answer answer =
                http.get(
                        "/v1/products/pump/trace?type=Commit&id=%s&direction=%s&depth=%d&afterSeq=%d"
                                .formatted(SHA, direction, depth, lastSeq));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("nodes")).hasSize(nodes);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/products/pump/releases/9.9.9/trace, 404, 9.9.9",
        "/v1/products/nobody/releases/7.2.4/trace, 404, nobody",
        "/v1/products/pump/digests/sha256:00/trace, 404, sha256:00",
        "/v1/products/Not_A_Name/releases/1/trace, 400, Not_A_Name",
        "/v1/products/pump/trace?type=Commit&id=x&direction=sideways, 400, sideways",
        "/v1/products/pump/trace?type=Commit&id=x&depth=1000, 400, 1000",
        "/v1/products/pump/trace?type=Commit&id=x&depth=two, 400, depth",
        "/v1/products/pump/releases/7.2.4/trace?asOfSeq=two, 400, asOfSeq",
        "/v1/products/pump/releases/7.2.4/trace?afterSeq=two, 400, afterSeq",
        "/v1/products/pump/releases/7.2.4/trace?silentAfter=PT1H, 400, give population=true too",
        "/v1/products/pump/pending?limit=two, 400, limit",
        "/v1/products/pump/trace?type=Commit, 400, id",
        "/v1/products/pump/trace?type=Comit&id=x, 400, Comit",
        "/v1/products/pump/releases/7.2.4/trace?types=Comit, 400, Comit",
        "/v1/products/pump/releases/7.2.4/trace?types=%2C, 400, types is",
        "/v1/products/pump/releases/7.2.4/trace?depth=-1, 400, -1",
        "/v1/products/pump/events?type=commit.pusht, 400, commit.pusht",
        "/v1/products/pump/events?nodeType=Comit&nodeId=x, 400, Comit",
        "/v1/products/pump/path?fromType=Comit&fromId=x&toType=Commit&toId=x, 400, fromType"
    })
    void whatCannotBeAnsweredIsAProblemThatNamesIt(String path, int status, String named)
            throws Exception {
        Answer answer = http.get(path);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).contains(named);
    }

    @Test
    void aPositionThatIsNotThereIsWaitedForInVain() throws Exception {
        Answer answer = http.get("/v1/products/pump/releases/7.2.4/trace?afterSeq=999");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.json().get("detail").asText()).contains("999");
    }

    @Test
    void anEarlierStateOfTheLedgerIsAskedForBySeq() throws Exception {
        Answer commit = trace("Commit", SHA, "asOfSeq=1&afterSeq=" + lastSeq);
        assertThat(commit.status()).as(commit.body()).isEqualTo(200);
        assertThat(commit.json().at("/asOf/seq").asLong()).isEqualTo(1);
        assertThat(commit.json().get("nodes"))
                .as("the release came later")
                .noneSatisfy(node -> assertThat(node.get("type").asText()).isEqualTo("Release"));

        Answer release = http.get("/v1/products/pump/releases/7.2.4/trace?asOfSeq=1");
        assertThat(release.status()).isEqualTo(404);
        assertThat(http.get("/v1/products/pump/releases/7.2.4/trace?asOfSeq=2").status())
                .isEqualTo(200);
    }

    /** An empty list would say that it was there, and that nothing had happened to it. */
    @Test
    void eventsOfWhatWasNotKnownThenAreUnknownAsInATrace() throws Exception {
        String events = "/v1/products/pump/events?release=7.2.4&";
        for (String before :
                List.of(
                        "asOfSeq=1",
                        "recordedAt=2026-01-01T00:00:00Z",
                        "validAt=2026-01-06T09:00:00Z")) {
            Answer answer = http.get(events + before + "&afterSeq=" + lastSeq);

            assertThat(answer.status()).as(before + answer.body()).isEqualTo(404);
            assertThat(answer.json().get("detail").asText())
                    .as(before)
                    .contains("knows no Release 7.2.4", "ask for a later state");
        }
        assertThat(http.get(events + "asOfSeq=2").json().get("events")).hasSize(1);
        assertThat(http.get(events + "asOfSeq=2&actor=nobody").json().get("events"))
                .as("known, but nobody did anything to it")
                .isEmpty();
    }

    @Test
    void anEarlierStateIsAskedForByTheTimeOfRecordingAndOfValidity() throws Exception {
        String sealedAt = trace("Commit", SHA, "asOfSeq=1").json().at("/asOf/sealedAt").asText();
        Answer recorded = trace("Commit", SHA, "recordedAt=" + sealedAt);
        assertThat(recorded.json().at("/asOf/seq").asLong()).isGreaterThanOrEqualTo(1);
        assertThat(trace("Commit", SHA, "recordedAt=2026-01-01T00:00:00Z").status())
                .as("nothing had been recorded then")
                .isEqualTo(404);

        Answer valid = trace("Requirement", "REQ-1", "validAt=2026-01-06T09:00:00Z");
        assertThat(valid.json().at("/asOf/validAt").asText()).isEqualTo("2026-01-06T09:00:00Z");
        assertThat(LedgerHttp.node(valid.json(), "REQ-1").get("history")).hasSize(1);
        assertThat(trace("Requirement", "REQ-1", "validAt=2026-01-06T08:59:59Z").status())
                .as("it had not occurred by then")
                .isEqualTo(404);
    }

    /**
     * REQ-1 goes by DOORS-9 too, which has the only test; a hazard has no control, the plan counts
     * more than it names, and a run failed without saying what.
     */
    private static String twofold(String digest) {
        String p = "twofold";
        String artifact = "Artifact " + digest;
        String commit = "2f".repeat(20);
        String run =
                "\"startedAt\":\"2026-01-08T09:00:00Z\",\"finishedAt\":\"2026-01-08T10:00:00Z\","
                        + "\"counts\":{\"passed\":1,\"failed\":%d,\"errors\":0,\"skipped\":0,\"flaky\":0},"
                        + "\"outcome\":\"%s\"";
        String ran =
                Events.link("executes", "TestCase T-9")
                                .replace("\"strength\"", "\"outcome\":\"PASSED\",\"strength\"")
                        + ","
                        + Events.link("tests", artifact);
        return "["
                + String.join(
                        ",",
                        Events.requirement(p, "t-req", "REQ-1", "Stop"),
                        Events.requirement(p, "t-doors", "DOORS-9", "Stop"),
                        Events.any(
                                p,
                                "t-same",
                                "crosswalk.recorded",
                                "Requirement DOORS-9",
                                Events.link("sameAs", "Requirement REQ-1"),
                                "\"scope\":\"jira, doors\",\"basis\":\"export\""),
                        Events.any(
                                p,
                                "t-test",
                                "testcase.recorded",
                                "TestCase T-9",
                                Events.link("verifies", "Requirement DOORS-9"),
                                "\"revision\":\"1\",\"title\":\"Stops\",\"level\":\"SYSTEM\",\"purpose\":\"VERIFICATION\""),
                        Events.any(
                                p,
                                "t-run",
                                "testrun.finished",
                                "TestRun run-1",
                                ran,
                                run.formatted(0, "PASSED")),
                        Events.any(
                                p,
                                "t-run-2",
                                "testrun.finished",
                                "TestRun run-2",
                                ran,
                                run.formatted(1, "FAILED")),
                        Events.any(
                                p,
                                "t-plan",
                                "testplan.selected",
                                "TestPlan TP-1",
                                Events.link("plans", "TestCase T-9")
                                        + ","
                                        + Events.link("for", "Release 1.0"),
                                "\"scope\":\"all\",\"rationale\":\"as ever\",\"plannedCases\":2,\"excluded\":[]"),
                        Events.changeRequest(p, "t-cr", "CR-1"),
                        Events.any(
                                p,
                                "t-class",
                                "change_request.classified",
                                "ChangeRequest CR-1",
                                Events.link("affects", "Hazard HAZ-2"),
                                "\"kind\":\"CODE\",\"category\":\"corrective\",\"tier\":\"HIGH\",\"tierStandard\":\"SOP-1\",\"basis\":\"by hand\",\"impact\":[{\"dimension\":\"SAFETY\",\"impact\":\"MAJOR\",\"because\":\"a control\"}]"),
                        Events.any(
                                p,
                                "t-haz",
                                "hazard.recorded",
                                "Hazard HAZ-2",
                                "",
                                "\"revision\":\"1\",\"title\":\"Overdose\",\"severity\":\"CATASTROPHIC\",\"residualRisk\":\"NOT_EVALUATED\""),
                        Events.commit(p, "t-com", commit, "REQ-1")
                                .replace(
                                        "\"links\":[",
                                        "\"links\":["
                                                + Events.link("implements", "ChangeRequest CR-1")
                                                + ","),
                        Events.release(p, "t-rel", "1.0", commit)
                                .replace(
                                        "\"links\":[",
                                        "\"links\":[" + Events.link("includes", artifact) + ","))
                + "]";
    }

    @Test
    void aReleaseIsJudgedOnThingsAndNotOnTheirIds() throws Exception {
        Answer told = http.post(twofold("sha256:" + "2f".repeat(32)));
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        JsonNode results = told.json().get("results");
        String after = "?afterSeq=" + results.at("/%d/receipt/seq".formatted(results.size() - 1));
        String release = "/v1/products/twofold/releases/1.0/";

        JsonNode matrix = http.get(release + "matrix" + after).json();
        assertThat(matrix.get("rows"))
                .extracting(row -> row.at("/subject/id").asText())
                .containsExactly("DOORS-9", "HAZ-2");
        assertThat(matrix.at("/rows/0/requirements/0").toString())
                .isEqualTo(
                        "{\"type\":\"Requirement\",\"id\":\"DOORS-9\",\"revision\":\"1\",\"others\":"
                                + "[{\"type\":\"Requirement\",\"id\":\"REQ-1\",\"revision\":\"1\"}]}");
        assertThat(matrix.at("/rows/1/findings/0/code").asText()).isEqualTo("UNCOVERED");
        assertThat(command("matrix", "twofold", "1.0"))
                .contains("DOORS-9 r1 = REQ-1 r1", "DOORS-9 VERIFIED", "HAZ-2 UNCOVERED");
        for (String hazards : List.of(release + "hazards", "/v1/products/twofold/hazards")) {
            assertThat(http.get(hazards).json().at("/hazards/0/findings/0/code").asText())
                    .as(hazards)
                    .isEqualTo("UNCOVERED");
        }

        assertThat(gapsOf(release))
                .contains(
                        "TestPlan INCOMPLETE it plans 2 cases, but names 1",
                        "TestRun FAILED it counts 1 tests that did not pass, and names 0 of them")
                .noneMatch(gap -> gap.startsWith("Requirement "));
        http.told(
                "twofold",
                Events.any(
                        "twofold",
                        "t-exc",
                        "exception.granted",
                        "Exception EXC-1",
                        Events.link("waives", "Release 1.0"),
                        "\"scope\":\"1.0\",\"ruleWaived\":\"unnamed-failure\",\"owner\":\"p-1\",\"compensatingControls\":[\"a look\"],"
                                + "\"expiresAt\":\"2099-01-01T00:00:00Z\",\"reviewDue\":\"2098-01-01T00:00:00Z\""));
        assertThat(gapsOf(release)).noneMatch(gap -> gap.startsWith("TestRun "));
        JsonNode impact = http.get("/v1/products/twofold/impact?type=Requirement&id=REQ-1").json();
        assertThat(impact.get("nodes"))
                .filteredOn(node -> node.get("type").asText().equals("Requirement"))
                .extracting(node -> node.at("/findings/0/code").asText())
                .containsExactly("LINKED", "LINKED");
    }

    private static List<String> gapsOf(String release) throws Exception {
        List<String> gaps = new ArrayList<>();
        for (JsonNode gap : http.get(release + "gaps").json().get("gaps")) {
            gaps.add(
                    "%s %s %s"
                            .formatted(
                                    gap.at("/node/type").asText(),
                                    gap.get("code").asText(),
                                    gap.get("reason").asText()));
        }
        return gaps;
    }

    @Test
    void whatRunsUnapprovedIsKnownToTheProductThatMadeIt() throws Exception {
        String digest = "sha256:" + "c4".repeat(32);
        http.postUntilSealed(Events.artifact("its-maker", "n-1", digest, "b-1"));
        http.postUntilSealed(Events.look("stranger", "n-2", "2026-01-09T09:00:00Z", digest));

        JsonNode ward = http.get("/v1/products/stranger/environments/ward?afterSeq=0").json();

        assertThat(ward.at("/inForce/0/knownElsewhere"))
                .hasToString(
                        "[{\"product\":\"its-maker\",\"type\":\"Artifact\",\"id\":\"%s\",\"saysOrigin\":true}]"
                                .formatted(digest));
        assertThat(ward.at("/searched/partitionsUnasked")).isEmpty();
        assertThat(ward.at("/inForce/0/standing/verdict").asText()).isEqualTo("NOT_APPROVED");
        assertThat(ward.at("/inForce/0/findings/0/code").asText()).isEqualTo("NOT_AS_APPROVED");
        assertThat(
                        http.get(
                                        "/v1/products/stranger/environments/ward?recordedAt=%s"
                                                .formatted(ward.at("/asOf/sealedAt").asText()))
                                .json()
                                .at("/inForce/0/knownElsewhere"))
                .hasSize(1);
        String known = ward.at("/inForce/0/knownElsewhere").toString();
        JsonNode list = http.get("/v1/products/stranger/environments").json();
        assertThat(list.at("/environments/0/inForce/0/knownElsewhere")).hasToString(known);
        assertThat(list.at("/searched/partitionsUnasked")).isEmpty();
        JsonNode history = http.get("/v1/products/stranger/environments/ward/history").json();
        assertThat(history.at("/changes/0/began/0/knownElsewhere")).hasToString(known);
        assertThat(history.at("/searched/nodes").asInt()).isEqualTo(1);
        assertThat(command("environments", "stranger"))
                .containsPattern("Artifact c4c4c4c4c4c4 +its-maker +yes\n");
        assertThat(command("environment", "history", "stranger", "ward"))
                .containsPattern("Artifact c4c4c4c4c4c4 +its-maker +yes\n");
        assertThat(command("environment", "stranger", "ward"))
                .contains("Not approved here, and known to other products")
                .containsPattern("Artifact c4c4c4c4c4c4 +its-maker +yes\n");
    }

    @Test
    void anAnswerNamesTheNewestCheckpointAndWhetherItCoversThePosition() throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        JsonNode asOf = trace("Commit", SHA, "asOfSeq=0").json().get("asOf");
        while (asOf == null || !asOf.at("/checkpoint/covers").asBoolean()) {
            assertThat(System.nanoTime()).as("still not covered: %s", asOf).isLessThan(deadline);
            asOf = trace("Requirement", "REQ-1", "asOfSeq=0").json().get("asOf");
        }
        assertThat(asOf.at("/checkpoint/size").asLong()).isPositive();
        assertThat(asOf.at("/checkpoint/root").asText()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource({
        "asOfSeq=-1, 400, -1",
        "asOfSeq=99, 404, no entry 99",
        "asOfSeq=1&recordedAt=2026-01-06T09:00:00Z, 400, only one of them",
        "recordedAt=yesterday, 400, yesterday",
        "validAt=2026-01-06, 400, 2026-01-06"
    })
    void aStateThatCannotBeAnsweredForIsAProblemThatNamesIt(String state, int status, String named)
            throws Exception {
        Answer answer = trace("Requirement", "REQ-1", state);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().get("detail").asText()).contains(named);
    }

    @Test
    void aTraceGoesOnIntoAProductOfAnotherPartitionAndSaysSo() throws Exception {
        String digest = "sha256:" + "5".repeat(64);
        String maker = elsewhere("pump-kit");
        Answer made = http.postUntilSealed(Events.artifact(maker, "m-1", digest, "ci#7"));
        http.postUntilSealed(Events.releaseOf("pump-kit", "k-1", "1.0", maker, digest));
        long madeSeq = made.json().at("/results/0/receipt/seq").asLong();
        // A receipt says that it is sealed; this waits until it is in the graph of its partition.
        http.get(
                "/v1/products/%s/trace?type=Artifact&id=%s&afterSeq=%d"
                        .formatted(maker, digest, madeSeq));

        Answer answer = http.get("/v1/products/pump-kit/releases/1.0/trace?afterSeq=0");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode artifact = LedgerHttp.node(answer.json(), digest);
        assertThat(artifact.get("product").asText()).isEqualTo(maker);
        assertThat(artifact.at("/attributes/name").asText()).isEqualTo("valve");
        assertThat(LedgerHttp.node(answer.json(), "ci#7").get("product").asText()).isEqualTo(maker);
        JsonNode reached = answer.json().at("/products/0");
        assertThat(reached.get("product").asText()).isEqualTo(maker);
        assertThat(reached.get("state").asText()).isEqualTo("FOLLOWED");
        assertThat(reached.get("nodes").asLong()).isEqualTo(2);
        assertThat(reached.at("/asOf/seq").asLong()).isEqualTo(madeSeq);
        Answer gaps = http.get("/v1/products/pump-kit/releases/1.0/gaps");
        assertThat(gaps.json().at("/products/0/state").asText()).isEqualTo("FOLLOWED");
    }

    @Test
    void aPathLeadsOverTheSameBytesIntoAProductOfAnotherPartition() throws Exception {
        String digest = "sha256:" + "6".repeat(64);
        String user = "pump-user";
        String maker = elsewhere(user);
        Answer made = http.postUntilSealed(Events.artifact(maker, "m-6", digest, "ci#6"));
        long madeSeq = made.json().at("/results/0/receipt/seq").asLong();
        http.postUntilSealed(Events.releaseOf(user, "k-6", "1.0", user, digest));
        http.get(
                "/v1/products/%s/trace?type=Artifact&id=%s&afterSeq=%d"
                        .formatted(maker, digest, madeSeq));
        String from = "/v1/products/%s/path?afterSeq=0&fromType=Release&fromId=1.0".formatted(user);

        Answer there = http.get(from + "&toProduct=%s&toType=Build&toId=ci%%236".formatted(maker));

        assertThat(there.status()).as(there.body()).isEqualTo(200);
        assertThat(there.json().at("/to/product").asText()).isEqualTo(maker);
        assertThat(there.json().at("/edges").findValuesAsText("relation"))
                .containsExactly("includes", "sameAs", "producedBy");
        assertThat(there.json().at("/edges/1/derived").asBoolean()).isTrue();
        assertThat(there.json().at("/products/0/product").asText()).isEqualTo(maker);
        assertThat(there.json().at("/products/0/state").asText()).isEqualTo("FOLLOWED");
        assertThat(there.json().at("/searched/partitionsUnasked").isEmpty()).isTrue();
        assertThat(command("path", user, "Release", "1.0", "Build", "ci#6", "--to-product", maker))
                .contains("from Release 1.0 to Build ci#6 of " + maker)
                .contains("goes on into " + maker)
                .contains("sameAs →", "producedBy →");
        String there6 = "&toProduct=%s&toType=Build&toId=ci%%236".formatted(maker);
        assertThat(http.get(from + there6 + "&types=Artifact").json().get("edges"))
                .isEqualTo(there.json().get("edges"));
        assertThat(http.get(from + there6 + "&types=Commit").json().get("connected").asBoolean())
                .isFalse();
        assertThat(http.get(from + there6 + "&types=Artefact").body()).contains("no Artefact");
        assertThat(
                        command(
                                "path",
                                user,
                                "Release",
                                "1.0",
                                "Build",
                                "ci#6",
                                "--to-product",
                                maker,
                                "--types",
                                "Commit,Change"))
                .contains("No way of at most 16 links leads there.");
        assertThat(http.get(from + "&toType=Build&toId=ci%236").status()).isEqualTo(404);
        assertThat(http.get(from + "&toProduct=No!&toType=Build&toId=x").status()).isEqualTo(400);
    }

    private static String[] with(String[] command, String last) {
        String[] all = Arrays.copyOf(command, command.length + 1);
        all[command.length] = last;
        return all;
    }

    @Test
    void aTraceIsDrawnOrComesInLinesWhenThatIsAccepted() throws Exception {
        Answer drawn = accepted("image/svg+xml", "/v1/products/pump/releases/7.2.4/trace");
        assertThat(drawn.status()).as(drawn.body()).isEqualTo(200);
        assertThat(drawn.response().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("image/svg+xml");
        assertThat(drawn.response().headers().firstValue("Vary")).contains("Accept");
        assertThat(drawn.body()).startsWith("<svg ").contains("data-id=\"REQ-1\"", "</svg>");

        Answer lines =
                accepted("application/x-ndjson", "/v1/products/pump/impact?type=Commit&id=" + SHA);
        assertThat(lines.body().lines()).first().asString().contains("\"asOf\"");
        assertThat(lines.body().lines().toList().getLast()).startsWith("{\"end\":{\"nodes\":");

        String way =
                "/v1/products/pump/path?fromType=Commit&fromId=%s&toType=Requirement&toId=REQ-1"
                        .formatted(SHA);
        Answer wayDrawn = accepted("image/svg+xml", way);
        assertThat(wayDrawn.status()).as(wayDrawn.body()).isEqualTo(200);
        assertThat(wayDrawn.body()).contains("data-id=\"REQ-1\"", "data-id=\"" + SHA + "\"");
        Answer wayLines = accepted("application/x-ndjson", way);
        assertThat(wayLines.body().lines()).first().asString().contains("\"connected\":true");
        assertThat(wayLines.body().lines().toList().getLast()).startsWith("{\"end\":{\"nodes\":");
        String[] path = {"path", "pump", "Commit", SHA, "Requirement", "REQ-1", "-o"};
        assertThat(command(with(path, "svg"))).isEqualTo(wayDrawn.body());
        assertThat(command(with(path, "jsonl")).lines().skip(1))
                .as("the newest checkpoint in its head may be another one")
                .containsExactlyElementsOf(wayLines.body().lines().skip(1).toList());
        assertThat(command(with(path, "dot"))).startsWith("digraph").contains("REQ-1");
        assertThat(command(with(path, "markdown"))).contains("| LINK | NODE | TITLE |");
        assertThat(command(with(path, "json"))).contains("\"connected\" : true");

        Answer unknown = accepted("image/svg+xml", "/v1/products/pump/releases/9/trace");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().get("detail").asText()).contains("release 9");
    }

    @Test
    void aListComesInPagesOfOneStateWhileEventsArrive() throws Exception {
        String events =
                IntStream.range(0, 5)
                        .mapToObj(i -> Events.changeRequest("paged", "cr-" + i, "CR-" + i))
                        .collect(Collectors.joining(",", "[", "]"));
        Answer posted = http.post(events);
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        Answer first = http.get("/v1/products/paged/pending?limit=2&afterSeq=4");
        http.postUntilSealed(Events.changeRequest("paged", "cr-5", "CR-5"));

        List<String> keys = new ArrayList<>();
        JsonNode page = first.json();
        while (page.has("next")) {
            assertThat(page.get("pending")).hasSize(2);
            page.get("pending").forEach(item -> keys.add(item.at("/node/id").asText()));
            String after = page.get("next").asText();
            page = http.get("/v1/products/paged/pending?limit=2&afterSeq=5&after=" + after).json();
            assertThat(page.at("/asOf/seq").asLong()).isEqualTo(4);
        }
        page.get("pending").forEach(item -> keys.add(item.at("/node/id").asText()));

        assertThat(keys)
                .as("each waits to be classified and to be closed")
                .containsExactly(
                        "CR-0", "CR-0", "CR-1", "CR-1", "CR-2", "CR-2", "CR-3", "CR-3", "CR-4",
                        "CR-4");
        for (String wrong : List.of("limit=0", "limit=10001", "after=bogus")) {
            Answer refused = http.get("/v1/products/paged/pending?" + wrong);
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        }
        String after = "after=" + first.json().get("next").asText();
        for (String other :
                List.of(
                        "deployments?" + after,
                        "environments?" + after,
                        "pending?asOfSeq=2&" + after,
                        "pending?validAt=2026-01-01T00:00:00Z&" + after)) {
            Answer refused = http.get("/v1/products/paged/" + other);
            assertThat(refused.status()).as(other).isEqualTo(400);
            assertThat(refused.body()).as(other).contains("foreign-cursor");
        }
    }

    private static Answer accepted(String mediaType, String path) throws Exception {
        return http.send(http.request(path).header("Accept", mediaType).GET());
    }

    /** A product whose log lies in another partition than this one's. */
    private static String elsewhere(String product) {
        for (int i = 0; ; i++) {
            String name = "valve-kit-" + i;
            if (partition(name) != partition(product)) {
                return name;
            }
        }
    }

    private static int partition(String product) {
        int partitions = NodeOptions.embedded(Path.of("unused")).partitions();
        byte[] key = product.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private static Answer trace(String type, String id, String state) throws Exception {
        return http.get("/v1/products/pump/trace?type=%s&id=%s&%s".formatted(type, id, state));
    }
}
