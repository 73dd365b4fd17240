package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.Prompt;
import dev.goldthread.api.node.LedgerHttp.Answer;
import dev.goldthread.core.event.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces over HTTP, of what was submitted over HTTP. */
class TraceIT {

    private static final String SHA = "21d9835f50db844ad9bf3d95f2c5b4114076b680";

    private static Node node;
    private static LedgerHttp http;
    private static long lastSeq;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        node = Node.start(NodeOptions.embedded(data).withPort(0), NodeListener.SILENT);
        http = LedgerHttp.warmedUp(node);
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

    @AfterAll
    static void stop() {
        http.close();
        node.close();
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
        JsonNode requirement = node(trace, "REQ-1");
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
        "/v1/products/pump/pending?limit=two, 400, limit",
        "/v1/products/pump/trace?type=Commit, 400, id"
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
        assertThat(node(valid.json(), "REQ-1").get("history")).hasSize(1);
        assertThat(trace("Requirement", "REQ-1", "validAt=2026-01-06T08:59:59Z").status())
                .as("it had not occurred by then")
                .isEqualTo(404);
    }

    @Test
    void whatWasTakenBackCountsNoLongerButCountedBefore() throws Exception {
        String sha = "57ab".repeat(10); // of no other product: a trace would go on there
        String trace = "/v1/products/mended/releases/1.0/trace?";
        http.post(
                "[%s,%s,%s]"
                        .formatted(
                                Events.requirement("mended", "m-1", "REQ-1", "Stop"),
                                Events.commit("mended", "m-2", sha, "REQ-1"),
                                Events.release("mended", "m-3", "1.0", sha)));
        http.postUntilSealed(Events.takeBack("mended", "m-4", "2026-02-01T09:00:00Z", "m-2"));

        JsonNode now = http.get(trace + "afterSeq=3").json();
        JsonNode commit = node(now, sha);
        assertThat(commit.get("events")).as("what counts").isEmpty();
        assertThat(commit.get("attributes")).as("what counts").isEmpty();
        assertThat(commit.get("history")).hasSize(1);
        assertThat(commit.at("/history/0/event").asText()).isEqualTo("m-2");
        assertThat(commit.at("/history/0/takenBackBy").asText()).isEqualTo("m-4");
        assertThat(commit.at("/linksTakenBack/0/to/id").asText()).isEqualTo("REQ-1");
        assertThat(commit.at("/linksTakenBack/0/takenBackBy").asText()).isEqualTo("m-4");
        assertThat(commit.at("/findings/0/code").asText()).isEqualTo("UNRESOLVED");
        assertThat(commit.at("/findings/0/reason").asText()).contains("m-4 took back m-2");
        assertThat(now.get("nodes"))
                .as("only that commit led to the requirement")
                .noneSatisfy(each -> assertThat(each.get("id").asText()).isEqualTo("REQ-1"));
        assertThat(http.get("/v1/products/mended/event?id=m-2").json().get("takenBackBy").asText())
                .isEqualTo("m-4");
        assertThat(node(http.get(trace + "asOfSeq=2").json(), "REQ-1").get("history")).hasSize(1);

        http.postUntilSealed(Events.takeBack("mended", "m-5", "2026-02-02T09:00:00Z", "m-4"));

        assertThat(node(http.get(trace + "afterSeq=4").json(), "REQ-1").get("history")).hasSize(1);
        assertThat(http.get("/v1/products/mended/event?id=m-2").json().has("takenBackBy"))
                .isFalse();
    }

    @Test
    void whatWasTakenBackIsMarkedWhereverEventsAreListed() throws Exception {
        String digest = "sha256:" + "b1".repeat(32);
        Answer posted =
                http.post(
                        "[%s,%s,%s,%s]"
                                .formatted(
                                        Events.requirement("marked", "k-1", "REQ-1", "Stop"),
                                        Events.requirement("marked", "k-2", "REQ-1", "Go"),
                                        Events.look(
                                                "marked", "k-3", "2026-01-09T09:00:00Z", digest),
                                        Events.takeBack(
                                                "marked", "k-4", "2026-02-01T09:00:00Z", "k-2")));
        assertThat(posted.status()).as(posted.body()).isEqualTo(200);
        http.postUntilSealed(Events.takeBack("marked", "k-5", "2026-02-02T09:00:00Z", "k-3"));

        JsonNode events = http.get("/v1/products/marked/events?afterSeq=4").json().get("events");
        assertThat(marks(events, "id"))
                .containsExactly("k-1", "k-2 by k-4", "k-3 by k-5", "k-4", "k-5");
        String before = "/v1/products/marked/events?asOfSeq=3&nodeType=Requirement&nodeId=REQ-1";
        JsonNode first = http.get(before + "&limit=1").json();
        JsonNode second = http.get(before + "&limit=1&after=" + first.get("next").asText()).json();
        assertThat(marks(first.get("events"), "id")).containsExactly("k-1");
        assertThat(marks(second.get("events"), "id")).containsExactly("k-2 by k-4");
        assertThat(
                        marks(
                                http.get("/v1/products/marked/events?asOfSeq=2")
                                        .json()
                                        .get("events"),
                                "id"))
                .as("nothing had been taken back by then")
                .containsExactly("k-1", "k-2", "k-3");

        JsonNode requirement =
                node(
                        http.get("/v1/products/marked/trace?type=Requirement&id=REQ-1").json(),
                        "REQ-1");
        assertThat(marks(requirement.get("history"), "event")).containsExactly("k-1", "k-2 by k-4");
        assertThat(requirement.at("/attributes/title").asText()).isEqualTo("Stop");
        JsonNode history = http.get("/v1/products/marked/environments/ward/history").json();
        assertThat(marks(history.get("changes"), "event")).containsExactly("k-3 by k-5");
        assertThat(history.at("/changes/0/began")).isEmpty();

        assertThat(command("events", "marked"))
                .containsPattern("SEQ .* TOOL +TAKEN BACK BY\n")
                .containsPattern(" 1 .*jira +k-4\n");
        assertThat(command("events", "marked", "-o", "markdown")).contains("| TAKEN BACK BY |");
        assertThat(command("events", "marked", "--as-of-seq", "2")).doesNotContain("TAKEN BACK");
        assertThat(command("environment", "history", "marked", "ward"))
                .containsPattern("environment.snapshotted +k-3 +k-5\n");
    }

    @Test
    void whatWasCorrectedInPartCountsAndIsMarkedWhereverItIsTold() throws Exception {
        http.postUntilSealed(Events.requirement("halved", "h-1", "REQ-1", "Stop"));
        http.postUntilSealed(
                Events.takeBackPart(
                        "halved", "h-2", "2026-02-01T09:00:00Z", "h-1", "\"/data/title\""));
        String mark = "[{\"event\":\"h-2\",\"fields\":[\"/data/title\"]}]";

        JsonNode requirement =
                node(
                        http.get("/v1/products/halved/trace?type=Requirement&id=REQ-1&afterSeq=1")
                                .json(),
                        "REQ-1");
        assertThat(requirement.at("/attributes/title").asText()).isEqualTo("Stop");
        assertThat(requirement.at("/history/0/correctedInPartBy").toString()).isEqualTo(mark);
        assertThat(requirement.get("findings"))
                .extracting(each -> each.get("code").asText())
                .contains("CORRECTED_IN_PART");
        assertThat(
                        http.get("/v1/products/halved/events")
                                .json()
                                .at("/events/0/correctedInPartBy")
                                .toString())
                .isEqualTo(mark);
        assertThat(
                        http.get("/v1/products/halved/event?id=h-1")
                                .json()
                                .get("correctedInPartBy")
                                .toString())
                .isEqualTo(mark);

        assertThat(command("events", "halved"))
                .containsPattern("TOOL +CORRECTED IN PART BY\n")
                .containsPattern(" 0 .*jira +h-2 /data/title\n")
                .doesNotContain("TAKEN BACK");
        assertThat(command("events", "halved", "-o", "markdown"))
                .contains("| CORRECTED IN PART BY |");
        assertThat(command("event", "halved", "h-1")).contains("correctedInPartBy");
        for (String form : List.of("table", "markdown")) {
            String answer = command("trace", "node", "halved", "Requirement", "REQ-1", "-o", form);
            assertThat(answer.replace("\\_", "_"))
                    .as("Markdown would take the lines below for emphasis")
                    .contains("CORRECTED_IN_PART")
                    .contains("h-2 set aside /data/title of h-1");
        }
    }

    @Test
    void aCorrectionOfWhatTheLogDoesNotHaveIsTold() throws Exception {
        http.postUntilSealed(Events.takeBack("mistyped", "m-1", "2026-02-01T09:00:00Z", "nosuch"));

        JsonNode listed = http.get("/v1/products/mistyped/events?afterSeq=0").json();
        assertThat(listed.at("/events/0/correctsUnknown").toString())
                .isEqualTo("[{\"event\":\"nosuch\"}]");
        assertThat(http.get("/v1/products/mistyped/event?id=m-1").json().get("correctsUnknown"))
                .isEqualTo(listed.at("/events/0/correctsUnknown"));
        assertThat(command("events", "mistyped"))
                .containsPattern("TOOL +CORRECTS UNKNOWN\n")
                .containsPattern(" +nosuch\n");
        assertThat(command("event", "mistyped", "m-1")).contains("correctsUnknown");
        assertThat(command("pending", "mistyped"))
                .contains("Event nosuch", "to be recorded: m-1 corrects it");

        http.postUntilSealed(Events.requirement("mistyped", "nosuch", "REQ-1", "Stop"));
        assertThat(http.get("/v1/products/mistyped/events?afterSeq=1").body())
                .contains("\"takenBackBy\":\"m-1\"")
                .doesNotContain("correctsUnknown");
        assertThat(http.get("/v1/products/mistyped/events?asOfSeq=0").body())
                .contains("correctsUnknown");
        assertThat(command("pending", "mistyped")).doesNotContain("to be recorded");
    }

    /** One release, of whose events each has a part set aside by one of the same id and "-part". */
    private static String sliced(String digest) {
        String p = "sliced";
        String commit = "5c".repeat(20);
        String artifact = "Artifact " + digest;
        List<String> events =
                List.of(
                        Events.requirement(p, "s-req", "REQ-1", "Stop"),
                        Events.changeRequest(p, "s-cr", "CR-1"),
                        Events.any(
                                p,
                                "s-haz",
                                "hazard.recorded",
                                "Hazard HAZ-1",
                                "",
                                "\"revision\":\"1\",\"title\":\"Overdose\",\"severity\":\"CATASTROPHIC\",\"residualRisk\":\"ACCEPTABLE\""),
                        Events.any(
                                p,
                                "s-rc",
                                "control.recorded",
                                "RiskControl RC-1",
                                Events.link("mitigates", "Hazard HAZ-1")
                                        + ","
                                        + Events.link("implementedBy", "Requirement REQ-1"),
                                "\"revision\":\"1\",\"title\":\"Limit\",\"kind\":\"PROTECTIVE_MEASURE\""),
                        Events.commit(p, "s-com", commit, "REQ-1"),
                        Events.any(
                                p,
                                "s-sbom",
                                "sbom.attached",
                                artifact,
                                Events.link("contains", "Component pkg:generic/sliced-rtos@1.0"),
                                "\"format\":\"CYCLONEDX\",\"componentCount\":1,\"documentDigest\":\"%s\""
                                        .formatted(digest)),
                        Events.release(p, "s-old", "0.9", "0".repeat(40)),
                        Events.any(
                                p,
                                "s-rel",
                                "release.created",
                                "Release 1.0",
                                Events.link("includes", artifact)
                                        + ","
                                        + Events.link("includes", "Commit " + commit),
                                "\"tier\":\"HIGH\",\"intendedUse\":\"Infusions\",\"knownLimitations\":[],\"stage\":\"CANDIDATE\""),
                        Events.any(
                                p,
                                "s-app",
                                "approval.granted",
                                "Approval AP-1",
                                Events.link("approves", "Release 1.0"),
                                "\"role\":\"head of quality\",\"meaning\":\"APPROVED\",\"boundDigest\":\"%s\",\"evidenceSeen\":[],\"signingMethod\":\"PASSWORD_AND_CODE\""
                                        .formatted(digest)),
                        Events.look(p, "s-look", "2026-01-07T09:00:00Z", digest),
                        Events.any(
                                p,
                                "s-dep",
                                "deployment.finished",
                                "Deployment dep-1",
                                Events.link("deploys", "Release 1.0")
                                        + ","
                                        + Events.link("into", "Environment ward"),
                                "\"outcome\":\"SUCCEEDED\",\"strategy\":\"CANARY\",\"startedAt\":\"2026-01-08T09:30:00Z\",\"finishedAt\":\"2026-01-08T10:00:00Z\",\"sites\":[]"));
        List<String> all = new ArrayList<>(events);
        for (String each : List.of("req", "cr", "haz", "sbom", "rel", "app", "dep")) {
            String id = "s-" + each;
            all.add(
                    Events.takeBackPart(
                            p, id + "-part", "2026-02-01T09:00:00Z", id, "\"/data/title\""));
        }
        return "[" + String.join(",", all) + "]";
    }

    @Test
    void everyAnswerMarksWhatInItWasCorrectedInPart() throws Exception {
        String digest = "sha256:" + "5c".repeat(32);
        Answer told = http.post(sliced(digest));
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        JsonNode results = told.json().get("results");
        String after = "afterSeq=" + results.at("/%d/receipt/seq".formatted(results.size() - 1));
        String release = "/v1/products/sliced/releases/1.0/";

        JsonNode matrix = http.get(release + "matrix?" + after).json();
        assertMark(matrix.at("/rows/0/requirements/0"), "s-req");
        assertMark(matrix.at("/rows/0/hazards/0"), "s-haz");
        assertMark(matrix.at("/approvals/0"), "s-app");
        assertMark(matrix.at("/deployments/0"), "s-dep");
        assertThat(matrix.at("/rows/0/controls/0").has("correctedInPartBy")).isFalse();
        assertThat(marked(matrix))
                .contains("Release 1.0", "Requirement REQ-1", "Hazard HAZ-1", "Approval AP-1");

        assertMark(http.get(release + "hazards").json().at("/hazards/0/hazard"), "s-haz");
        assertMark(http.get("/v1/products/sliced/hazards").json().at("/hazards/0/hazard"), "s-haz");
        assertMark(http.get(release + "approvals").json().at("/decisions/0"), "s-app");
        JsonNode difference = http.get(release + "difference?from=0.9").json();
        assertMark(difference.at("/sections/contents/added/0"), "s-sbom");
        assertMark(difference.at("/sections/requirements/added/0"), "s-req");
        assertThat(marked(difference)).contains("Release 1.0");
        assertMark(
                http.get("/v1/products/sliced/deployments").json().at("/deployments/0"), "s-dep");
        JsonNode pending = http.get("/v1/products/sliced/pending").json();
        assertMark(pending.at("/pending/0/node"), "s-cr");
        assertThat(marked(pending))
                .as("evidence of the release waits too, so its trace was read")
                .contains("ChangeRequest CR-1", "Release 1.0");
        JsonNode use =
                http.get("/v1/components?purl=pkg:generic/sliced-rtos@1.0")
                        .json()
                        .at("/components/0");
        assertThat(use.at("/artifact/correctedInPartBy/0/corrects").asText()).isEqualTo("s-sbom");
        assertThat(use.at("/releases/0/correctedInPartBy/0/corrects").asText()).isEqualTo("s-rel");
        assertThat(use.at("/deployments/0/correctedInPartBy/0/product").asText())
                .isEqualTo("sliced");

        assertThat(command("matrix", "sliced", "1.0"))
                .contains("REQ-1 r1 *", "HAZ-1 r1 *", "AP-1 *", "dep-1 *")
                .containsPattern("Requirement REQ-1 +s-req +s-req-part /data/title");
        assertThat(command("hazards", "sliced")).containsPattern(" HAZ-1 \\* ");
        assertThat(command("approvals", "sliced", "1.0")).containsPattern(" AP-1 \\* ");
        assertThat(command("diff", "sliced", "0.9", "1.0")).contains("Artifact 5c5c5c5c5c5c *");
        assertThat(command("deployments", "sliced")).containsPattern(" dep-1 \\* ");
        assertThat(command("pending", "sliced"))
                .contains("ChangeRequest CR-1 *")
                .contains("* rests on an event that was corrected in part, and counts in full");
        assertThat(command("pending", "sliced", "-o", "markdown"))
                .contains("| ChangeRequest CR-1 \\* |")
                .contains("| ChangeRequest CR-1 | s-cr | s-cr-part /data/title |");
        assertThat(command("components", "--purl", "pkg:generic/sliced-rtos@1.0"))
                .containsPattern("5c5c5c5c5c5c \\* +1\\.0 \\* ")
                .containsPattern("Release 1\\.0 of sliced +s-rel +s-rel-part /data/title");
        assertThat(command("pending", "sliced", "--as-of-seq", "1"))
                .as("nothing had been corrected by then")
                .contains("CR-1")
                .doesNotContain("*");
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
        told(
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

    private static void assertMark(JsonNode node, String event) {
        assertThat(node.path("correctedInPartBy"))
                .as(node.toString())
                .hasToString(
                        "[{\"event\":\"%s-part\",\"fields\":[\"/data/title\"],\"corrects\":\"%s\"}]"
                                .formatted(event, event));
    }

    private static List<String> marked(JsonNode answer) {
        List<String> nodes = new ArrayList<>();
        answer.get("correctedInPart")
                .forEach(
                        each ->
                                nodes.add(
                                        each.get("type").asText() + " " + each.get("id").asText()));
        return nodes;
    }

    /** A bill of materials by one scanner; more of its data where it comes in parts. */
    private static String bill(
            String product, String id, String time, String digest, String component, String more) {
        return Events.any(
                        product,
                        id,
                        "sbom.attached",
                        "Artifact " + digest,
                        Events.link("contains", "Component pkg:generic/" + component),
                        "\"format\":\"CYCLONEDX\",\"componentCount\":1,\"generator\":\"syft 1.29.0\",\"documentDigest\":\"sha256:%s\"%s"
                                .formatted(Digest.sha256(id).hex(), more))
                .replace("2026-01-08T10:00:00Z", time);
    }

    /** Sends, and waits until questions about the product know of it; when it was sealed. */
    private static String told(String product, String event) throws Exception {
        JsonNode receipt = http.postUntilSealed(event).json().at("/results/0/receipt");
        String events = "/v1/products/%s/events?limit=1&afterSeq=%s";
        assertThat(http.get(events.formatted(product, receipt.get("seq").asText())).status())
                .isEqualTo(200);
        return receipt.get("sealedAt").asText();
    }

    private static List<String> ways(String question) throws Exception {
        List<String> ways = new ArrayList<>();
        Answer answer = http.get("/v1/components?purl=pkg:generic/shared-rtos@1.0" + question);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        for (JsonNode use : answer.json().get("components")) {
            List<String> releases = new ArrayList<>();
            use.get("releases").forEach(each -> releases.add(each.get("id").asText()));
            ways.add(
                    "%s %s %s %s"
                            .formatted(
                                    use.at("/artifact/product").asText(),
                                    use.get("way").asText(),
                                    use.at("/through/product").asText("-"),
                                    releases));
        }
        return ways;
    }

    @Test
    void aComponentIsInTheSameContentWhicheverProductNamesIt() throws Exception {
        String digest = "sha256:" + "7d".repeat(32);
        String bill =
                bill("same-maker", "t-1", "2026-01-08T10:00:00Z", digest, "shared-rtos@1.0", "");
        String before = told("same-maker", bill);
        told("same-user", Events.releaseOf("same-user", "t-2", "2.0", "same-user", digest));

        assertThat(ways(""))
                .containsExactly(
                        "same-maker CONTAINS - []", "same-user SAME_CONTENT same-maker [2.0]");
        assertThat(ways("&limit=1")).containsExactly("same-maker CONTAINS - []");
        assertThat(ways("&recordedAt=" + before))
                .as("the other product had not recorded it by then")
                .containsExactly("same-maker CONTAINS - []");
        assertThat(ways("&validAt=2026-01-08T09:30:00Z"))
                .as("nobody had said what it contains by then")
                .isEmpty();
        JsonNode answer = http.get("/v1/components?purl=pkg:generic/shared-rtos@1.0").json();
        assertThat(answer.get("searched").toString())
                .isEqualTo("{\"nodes\":1,\"unasked\":0,\"partitionsUnasked\":[]}");
        assertThat(answer.at("/asOf/products"))
                .extracting(each -> each.get("product").asText())
                .containsExactlyInAnyOrder("same-maker", "same-user");
        assertThat(command("components", "--purl", "pkg:generic/shared-rtos@1.0"))
                .contains("same content as", "of same-maker", "2.0 not published");
        JsonNode impact =
                http.get("/v1/products/same-maker/impact?type=Artifact&id=" + digest).json();
        assertThat(impact.get("nodes"))
                .as("an impact says the same")
                .anyMatch(each -> each.get("id").asText().equals("2.0"));

        told("same-user", Events.takeBack("same-user", "t-3", "2026-02-01T09:00:00Z", "t-2"));

        assertThat(ways("")).containsExactly("same-maker CONTAINS - []");
    }

    @Test
    void aVersionIsFoundHoweverItIsWrittenAndToldAsItWasRecorded() throws Exception {
        String bill =
                bill(
                        "spelling",
                        "v-1",
                        "2026-01-08T10:00:00Z",
                        "sha256:" + "7f".repeat(32),
                        "@",
                        "");
        told("spelling", bill.replace("pkg:generic/@", "pkg:nuget/Spelt.Part@1.0"));
        String gem = bill.replace("pkg:generic/@", "pkg:gem/spelt-part@1.0.rc1");
        told("spelling", gem.replace("v-1", "v-2"));

        JsonNode found = http.get("/v1/components?purl=pkg:nuget/spelt.part@1.0.0").json();
        assertThat(found.at("/components/0/component").asText())
                .isEqualTo("pkg:nuget/Spelt.Part@1.0");
        assertThat(found.at("/components/0/compared").asBoolean()).isTrue();
        assertThat(command("components", "--purl", "pkg:gem/spelt-part", "--vers", "vers:gem/<1.0"))
                .contains("pkg:gem/spelt-part@1.0.rc1");
        assertThat(http.get("/v1/components?name=spelt-part&vers=vers:alpm/1.0").body())
                .contains("its scheme must be one of alpine, apk, cargo");
    }

    @Test
    void anArtifactSaysThatItsBillOfMaterialsLacksPartsUntilALaterOneIsWhole() throws Exception {
        String digest = "sha256:" + "7e".repeat(32);
        String part = ",\"part\":{\"number\":1,\"total\":2}";
        told(
                "half-listed",
                bill("half-listed", "u-1", "2026-01-08T10:00:00Z", digest, "half-rtos@1.0", part));
        String components = "/v1/components?purl=pkg:generic/half-rtos@1.0";
        String lacking = "/components/0/billsLackParts";

        assertThat(http.get(components).json().at(lacking).toString())
                .isEqualTo("[{\"missing\":1,\"parts\":2}]");
        assertThat(command("components", "--purl", "pkg:generic/half-rtos@1.0"))
                .contains("1 of 2 parts of its bill of");
        assertThat(command("pending", "half-listed")).contains("1 of 2 parts of sbom.attached");

        told(
                "half-listed",
                bill("half-listed", "u-2", "2026-01-09T10:00:00Z", digest, "half-rtos@1.0", ""));

        assertThat(http.get(components).json().at(lacking)).isEmpty();
        assertThat(command("pending", "half-listed")).doesNotContain("parts of");

        String counted =
                bill("half-listed", "u-3", "2026-01-10T10:00:00Z", digest, "half-rtos@1.0", "")
                        .replace("\"componentCount\":1", "\"componentCount\":3%s");
        String unnamed = "/components/0/billsLackComponents";
        told("half-listed", counted.formatted(""));
        assertThat(http.get(components).json().at(unnamed).toString())
                .as("u-2 is whole, but not later")
                .isEqualTo("[{\"counted\":3,\"named\":1}]");

        told(
                "half-listed",
                counted.formatted(",\"componentsWithoutPurl\":1").replace("\"u-3\"", "\"u-4\""));
        assertThat(http.get(components).json().at(unnamed).toString())
                .isEqualTo("[{\"counted\":3,\"named\":1,\"withoutPurl\":1}]");

        told(
                "half-listed",
                counted.formatted(",\"componentsWithoutPurl\":2").replace("\"u-3\"", "\"u-5\""));
        assertThat(http.get(components).json().at(unnamed)).isEmpty();
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

    private static List<String> marks(JsonNode events, String id) {
        List<String> marks = new ArrayList<>();
        for (JsonNode event : events) {
            String by = event.has("takenBackBy") ? " by " + event.get("takenBackBy").asText() : "";
            marks.add(event.get(id).asText() + by);
        }
        return marks;
    }

    private static String command(String... args) {
        return Prompt.beside(node).run(args).result();
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
        JsonNode artifact = node(answer.json(), digest);
        assertThat(artifact.get("product").asText()).isEqualTo(maker);
        assertThat(artifact.at("/attributes/name").asText()).isEqualTo("valve");
        assertThat(node(answer.json(), "ci#7").get("product").asText()).isEqualTo(maker);
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

    private static JsonNode node(JsonNode trace, String id) {
        for (JsonNode node : trace.get("nodes")) {
            if (node.get("id").asText().equals(id)) {
                return node;
            }
        }
        throw new AssertionError("no node %s in %s".formatted(id, trace));
    }
}
