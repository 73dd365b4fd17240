package dev.goldthread.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.LedgerHttp.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was taken back or corrected, as every answer over HTTP tells it. */
class CorrectionIT extends BesideANode {

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
        JsonNode commit = LedgerHttp.node(now, sha);
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
        assertThat(LedgerHttp.node(http.get(trace + "asOfSeq=2").json(), "REQ-1").get("history"))
                .hasSize(1);

        http.postUntilSealed(Events.takeBack("mended", "m-5", "2026-02-02T09:00:00Z", "m-4"));

        assertThat(LedgerHttp.node(http.get(trace + "afterSeq=4").json(), "REQ-1").get("history"))
                .hasSize(1);
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
                LedgerHttp.node(
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

    @Test
    void whatWasCorrectedInPartCountsAndIsMarkedWhereverItIsTold() throws Exception {
        http.postUntilSealed(Events.requirement("halved", "h-1", "REQ-1", "Stop"));
        http.postUntilSealed(
                Events.takeBackPart(
                        "halved", "h-2", "2026-02-01T09:00:00Z", "h-1", "\"/data/title\""));
        String mark = "[{\"event\":\"h-2\",\"fields\":[\"/data/title\"]}]";

        JsonNode requirement =
                LedgerHttp.node(
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

    private static List<String> marks(JsonNode events, String id) {
        List<String> marks = new ArrayList<>();
        for (JsonNode event : events) {
            String by = event.has("takenBackBy") ? " by " + event.get("takenBackBy").asText() : "";
            marks.add(event.get(id).asText() + by);
        }
        return marks;
    }
}
