package dev.goldthread.api.adapter.cdevents;

import static dev.goldthread.api.adapter.standard.PumpRules.PUMP;
import static dev.goldthread.api.adapter.standard.Readings.json;
import static dev.goldthread.api.adapter.standard.Readings.links;
import static dev.goldthread.api.adapter.standard.Readings.onlyAdmitted;
import static dev.goldthread.api.adapter.standard.Readings.refused;
import static dev.goldthread.api.adapter.standard.Readings.text;
import static dev.goldthread.api.adapter.standard.Readings.unmapped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CdEventsAdapterTest {

    private static final String SHA = "21d9835f50db844ad9bf3d95f2c5b4114076b680";
    private static final String HEX =
            "0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427";
    private static final String PURL = "pkg:oci/pump@sha256%3A" + HEX;

    /** Subjects and predicates of CDEvents 0.5, and the approvals of the drafts of 0.6. */
    private static final List<String> PUBLISHED =
            List.of(
                    "pipelinerun.queued",
                    "pipelinerun.started",
                    "pipelinerun.finished",
                    "taskrun.started",
                    "taskrun.finished",
                    "repository.created",
                    "repository.modified",
                    "repository.deleted",
                    "branch.created",
                    "branch.deleted",
                    "change.created",
                    "change.reviewed",
                    "change.merged",
                    "change.abandoned",
                    "change.updated",
                    "build.queued",
                    "build.started",
                    "build.finished",
                    "testcaserun.queued",
                    "testcaserun.started",
                    "testcaserun.finished",
                    "testcaserun.skipped",
                    "testsuiterun.queued",
                    "testsuiterun.started",
                    "testsuiterun.finished",
                    "testoutput.published",
                    "artifact.packaged",
                    "artifact.signed",
                    "artifact.published",
                    "artifact.downloaded",
                    "artifact.deleted",
                    "environment.created",
                    "environment.modified",
                    "environment.deleted",
                    "service.deployed",
                    "service.upgraded",
                    "service.rolledback",
                    "service.removed",
                    "service.published",
                    "incident.detected",
                    "incident.reported",
                    "incident.resolved",
                    "ticket.created",
                    "ticket.updated",
                    "ticket.closed",
                    "approval.created",
                    "approval.updated");

    private final CdEventsAdapter adapter = new CdEventsAdapter();

    private record Case(
            String kind,
            String id,
            String content,
            String beside,
            String ours,
            String subject,
            String link) {}

    private static String cdEvent(String kind, String id, String content, String beside) {
        return """
        {"context": {"version": "0.5.1", "id": "271069a8-fc18-44f1", "chainId": "4c8cb7dd",
                     "source": "https://ci.example.org/pump", "type": "dev.cdevents.%s.0.3.0",
                     "timestamp": "2026-02-05T10:02:30.315384Z",
                     "links": [{"linkType": "RELATION", "linkKind": "TRIGGER",
                                "target": {"contextId": "5328c37f"}, "tags": {}},
                               {"linkType": "RELATION", "linkKind": "ARTIFACT",
                                "target": {"contextId": "ffffffff"}}]},
         "subject": {"id": "%s", "content": %s},
         "customData": {"goldthread": %s}}
        """
                .formatted(kind, id, content, beside);
    }

    private static String commit(String relation) {
        return "\"links\": [{\"relation\": \"%s\", \"to\": {\"type\": \"Commit\", \"id\": \"%s\"}}]"
                .formatted(relation, SHA);
    }

    private static Stream<Case> mapped() {
        String build =
                "{\"data\": {\"recipeDigest\": \"gitCommit:%s\", \"outcome\": \"ERROR\"}, %s}"
                        .formatted(SHA, commit("builtFrom"));
        String started =
                "{\"data\": {\"recipeDigest\": \"gitCommit:%s\"}, %s}"
                        .formatted(SHA, commit("builtFrom"));
        String repository = "\"repository\": {\"id\": \"acme/pump\"}";
        String head =
                "{\"data\": {\"headCommit\": \"%s\", \"targetBranch\": \"main\"}}".formatted(SHA);
        String environment = "\"environment\": {\"id\": \"prod1\"}";
        String deployed = "{%s, \"artifactId\": \"%s\"}".formatted(environment, PURL);
        String ran =
                "{\"data\": {\"startedAt\": \"2026-02-05T10:00:00Z\"}, %s}"
                        .formatted(commit("tests"));
        String testCase = "\"testCase\": {\"id\": \"T-1\", \"version\": \"4\"}";
        String bytes =
                "{\"data\": {\"mediaType\": \"application/zip\", \"sizeBytes\": 17}, \"links\": [{\"relation\": \"producedBy\", \"to\": {\"type\": \"Build\", \"id\": \"b-1\"}}]}";
        String answer =
                "\"role\": \"quality\", \"meaning\": \"RELEASED\", \"boundDigest\": \"sha256:%s\""
                        .formatted(HEX);
        return Stream.of(
                new Case(
                        "pipelinerun.started",
                        "run-7",
                        "{}",
                        started,
                        "build.started",
                        "Build https://ci.example.org/pump#run-7",
                        "builtFrom → Commit " + SHA + " DECLARED"),
                new Case(
                        "pipelinerun.finished",
                        "run-7",
                        "{\"outcome\": \"failure\"}",
                        build,
                        "build.finished",
                        "Build https://ci.example.org/pump#run-7",
                        "builtFrom → Commit " + SHA + " DECLARED"),
                new Case(
                        "build.started",
                        "b1",
                        "{}",
                        started,
                        "build.started",
                        "Build https://ci.example.org/pump#b1",
                        "builtFrom → Commit " + SHA + " DECLARED"),
                new Case(
                        "build.finished",
                        "b1",
                        "{\"artifactId\": \"" + PURL + "\"}",
                        build,
                        "build.finished",
                        "Build https://ci.example.org/pump#b1",
                        "triggeredBy → Event ci-5328c37f DECLARED"),
                new Case(
                        "change.created",
                        "42",
                        "{" + repository + ", \"description\": \"REQ-101: stop on air\"}",
                        head,
                        "change.proposed",
                        "Change acme/pump#42",
                        "implements → Requirement REQ-101 INFERRED"),
                new Case(
                        "change.updated",
                        "pr/42",
                        "{" + repository + "}",
                        head,
                        "change.updated",
                        "Change acme/pump#42",
                        "triggeredBy → Event ci-5328c37f DECLARED"),
                new Case(
                        "change.merged",
                        "42",
                        "{" + repository + "}",
                        head.replace(
                                "\"headCommit\"",
                                "\"mergeCommit\": \"" + SHA + "\", \"headCommit\""),
                        "change.merged",
                        "Change acme/pump#42",
                        "triggeredBy → Event ci-5328c37f DECLARED"),
                new Case(
                        "change.abandoned",
                        "42",
                        "{" + repository + "}",
                        head,
                        "change.abandoned",
                        "Change acme/pump#42",
                        "triggeredBy → Event ci-5328c37f DECLARED"),
                new Case(
                        "change.reviewed",
                        "42",
                        "{" + repository + "}",
                        "{\"data\": {\"outcome\": \"APPROVED\", \"revisionReviewed\": \""
                                + SHA
                                + "\"}}",
                        "review.submitted",
                        "Review ci-271069a8-fc18-44f1",
                        "reviews → Change acme/pump#42 OBSERVED"),
                new Case(
                        "testcaserun.finished",
                        "tr1",
                        "{\"outcome\": \"pass\", " + environment + ", " + testCase + "}",
                        ran,
                        "testrun.finished",
                        "TestRun https://ci.example.org/pump#tr1",
                        "executes → TestCase T-1 OBSERVED"),
                new Case(
                        "testcaserun.skipped",
                        "tr1",
                        "{" + environment + ", " + testCase + "}",
                        "{" + commit("tests") + "}",
                        "testrun.finished",
                        "TestRun https://ci.example.org/pump#tr1",
                        "in → Environment production-eu OBSERVED"),
                new Case(
                        "testsuiterun.finished",
                        "tr1",
                        "{\"outcome\": \"fail\", " + environment + "}",
                        "{\"data\": {\"startedAt\": \"2026-02-05T10:00:00Z\", \"counts\": {\"passed\": 0, \"failed\": 1, \"errors\": 0, \"skipped\": 0, \"flaky\": 0}}, \"links\": [{\"relation\": \"tests\", \"to\": {\"type\": \"Commit\", \"id\": \""
                                + SHA
                                + "\"}}, {\"relation\": \"executes\", \"to\": {\"type\": \"TestCase\", \"id\": \"T-2\"}, \"outcome\": \"FAILED\"}]}",
                        "testrun.finished",
                        "TestRun https://ci.example.org/pump#tr1",
                        "executes → TestCase T-2 DECLARED"),
                new Case(
                        "artifact.packaged",
                        PURL,
                        "{}",
                        bytes,
                        "artifact.published",
                        "Artifact sha256:" + HEX,
                        "producedBy → Build b-1 DECLARED"),
                new Case(
                        "artifact.published",
                        PURL,
                        "{}",
                        bytes,
                        "artifact.published",
                        "Artifact sha256:" + HEX,
                        "producedBy → Build b-1 DECLARED"),
                new Case(
                        "artifact.signed",
                        PURL,
                        "{\"signature\": \"MEYC\"}",
                        "{\"data\": {\"signer\": \"release-key\", \"verification\": \"VERIFIED\"}}",
                        "artifact.signed",
                        "Artifact sha256:" + HEX,
                        "triggeredBy → Event ci-5328c37f DECLARED"),
                new Case(
                        "environment.modified",
                        "prod1",
                        "{}",
                        "{\"data\": {\"fingerprint\": \"sha256:"
                                + HEX
                                + "\", \"differences\": [{\"name\": \"kernel\", \"found\": \"6.1\"}]}}",
                        "environment.changed",
                        "Environment production-eu",
                        "triggeredBy → Event ci-5328c37f DECLARED"),
                new Case(
                        "service.deployed",
                        "pump-api",
                        deployed,
                        "null",
                        "deployment.finished",
                        "Deployment https://ci.example.org/pump#pump-api#271069a8-fc18-44f1",
                        "into → Environment production-eu OBSERVED"),
                new Case(
                        "service.upgraded",
                        "pump-api",
                        deployed,
                        "null",
                        "deployment.finished",
                        "Deployment https://ci.example.org/pump#pump-api#271069a8-fc18-44f1",
                        "deploys → Artifact sha256:" + HEX + " OBSERVED"),
                new Case(
                        "service.rolledback",
                        "pump-api",
                        deployed,
                        "{\"data\": {\"owner\": \"k-ops\"}, \"reason\": \"alarms\", \"links\": [{\"relation\": \"reverts\", \"to\": {\"type\": \"Deployment\", \"id\": \"d-1\"}}]}",
                        "rollback.finished",
                        "Rollback https://ci.example.org/pump#pump-api#271069a8-fc18-44f1",
                        "reverts → Deployment d-1 DECLARED"),
                new Case(
                        "incident.detected",
                        "i-1",
                        "{\"description\": \"slow\"}",
                        "{\"data\": {\"kind\": \"PERFORMANCE\"}}",
                        "incident.opened",
                        "Incident https://ci.example.org/pump#i-1",
                        "triggeredBy → Event ci-5328c37f DECLARED"),
                new Case(
                        "incident.reported",
                        "i-1",
                        "{\"description\": \"slow\", \"artifactId\": \"" + PURL + "\"}",
                        "{\"data\": {\"kind\": \"PERFORMANCE\"}}",
                        "incident.opened",
                        "Incident https://ci.example.org/pump#i-1",
                        "affects → Artifact sha256:" + HEX + " DECLARED"),
                new Case(
                        "incident.resolved",
                        "i-1",
                        "{\"description\": \"restarted\"}",
                        "{\"data\": {\"kind\": \"PERFORMANCE\", \"decision\": \"MINOR\", \"notification\": \"NOT_NEEDED\"}}",
                        "incident.resolved",
                        "Incident https://ci.example.org/pump#i-1",
                        "triggeredBy → Event ci-5328c37f DECLARED"),
                new Case(
                        "ticket.created",
                        "PUMP-7",
                        "{\"summary\": \"CVE\", \"ticketType\": \"task\", \"creator\": \"Alice\"}",
                        "{\"data\": {\"kind\": \"CODE\"}}",
                        "change_request.opened",
                        "ChangeRequest PUMP-7",
                        "triggeredBy → Event ci-5328c37f DECLARED"),
                new Case(
                        "ticket.closed",
                        "PUMP-7",
                        "{\"resolution\": \"completed\", \"updatedBy\": \"Bob\"}",
                        "null",
                        "change_request.closed",
                        "ChangeRequest PUMP-7",
                        "triggeredBy → Event ci-5328c37f DECLARED"),
                new Case(
                        "approval.created",
                        "a-1",
                        "{\"requestor\": \"urn:user:alice\"}",
                        "{\"data\": {"
                                + answer
                                + ", \"quorum\": 1, \"answerDue\": \"2026-03-01T00:00:00Z\"}, \"links\": [{\"relation\": \"for\", \"to\": {\"type\": \"Release\", \"id\": \"7.2.4\"}}]}",
                        "approval.requested",
                        "ApprovalRequest https://ci.example.org/pump#a-1",
                        "for → Release 7.2.4 DECLARED"),
                new Case(
                        "approval.updated",
                        "a-1",
                        "{\"responder\": \"urn:user:bob\", \"decision\": \"approved\"}",
                        "{\"data\": {"
                                + answer
                                + ", \"evidenceSeen\": []}, \"reason\": \"all tests passed\", \"links\": [{\"relation\": \"approves\", \"to\": {\"type\": \"Release\", \"id\": \"7.2.4\"}}]}",
                        "approval.granted",
                        "Approval https://ci.example.org/pump#a-1#271069a8-fc18-44f1",
                        "answers → ApprovalRequest https://ci.example.org/pump#a-1 OBSERVED"));
    }

    @ParameterizedTest
    @MethodSource("mapped")
    void saysInOurWordsWhatItSays(Case each) {
        ObjectNode event =
                onlyAdmitted(
                        adapter.read(
                                json(
                                        cdEvent(
                                                each.kind(),
                                                each.id(),
                                                each.content(),
                                                each.beside())),
                                PUMP));
        assertThat(text(event, "/type")).isEqualTo(each.ours());
        assertThat(text(event, "/subject/type") + " " + text(event, "/subject/id"))
                .isEqualTo(each.subject());
        assertThat(links(event))
                .contains(each.link())
                .doesNotContain("triggeredBy → Event ci-ffffffff DECLARED");
        assertThat(text(event, "/id")).isEqualTo("ci-271069a8-fc18-44f1");
        assertThat(text(event, "/labels/cdevents.chainId")).isEqualTo("4c8cb7dd");
        assertThat(event.toString()).doesNotContain("Alice", "alice", "Bob", "bob");
    }

    @Test
    void decidesEveryPublishedType() {
        assertThat(CdTable.ROWS).extracting(CdTable.Row::theirs).containsAll(PUBLISHED);
        assertThat(CdTable.ROWS).extracting(CdTable.Row::theirs).doesNotHaveDuplicates();
    }

    @Test
    void everyMappedRowHasACase() {
        assertThat(mapped().map(Case::kind))
                .containsExactlyInAnyOrderElementsOf(
                        CdTable.ROWS.stream()
                                .filter(CdTable.Row.Mapped.class::isInstance)
                                .map(CdTable.Row::theirs)
                                .toList());
    }

    @Test
    void whatTheStandardSaysStandsAgainstTheSupplement() {
        Reading reading =
                adapter.read(
                        json(
                                cdEvent(
                                        "build.finished",
                                        "b1",
                                        "{\"outcome\": \"failure\"}",
                                        "{\"data\": {\"outcome\": \"SUCCEEDED\", \"recipeDigest\": \"gitCommit:%s\"}, %s}"
                                                .formatted(SHA, commit("builtFrom")))),
                        PUMP);
        assertThat(text(onlyAdmitted(reading), "/data/outcome")).isEqualTo("FAILED");
    }

    @Test
    void namesWhatIsMissing() {
        Reading.Unmapped unmapped =
                unmapped(adapter.read(json(cdEvent("build.finished", "b1", "{}", "null")), PUMP));
        assertThat(unmapped.kind()).isEqualTo("build.finished");
        assertThat(unmapped.because())
                .contains("data.outcome", "data.recipeDigest", "a link builtFrom → Commit")
                .contains("/customData/goldthread");
    }

    @Test
    void attestedTakesASignature() {
        String beside =
                "{\"links\": [{\"relation\": \"builtFrom\", \"to\": {\"type\": \"Commit\", \"id\": \"%s\"}, \"strength\": \"ATTESTED\"}]}"
                        .formatted(SHA);
        assertThat(
                        refused(
                                        adapter.read(
                                                json(cdEvent("build.started", "b1", "{}", beside)),
                                                PUMP))
                                .field())
                .isEqualTo("/customData/goldthread/links/0/strength");
    }

    @Test
    void anArtifactWithoutADigestIsNone() {
        String purl = "pkg:golang/mygit.com/myorg/myapp@234fd47e07d1004f0aed9c";
        assertThat(
                        unmapped(
                                        adapter.read(
                                                json(
                                                        cdEvent(
                                                                "artifact.published",
                                                                purl,
                                                                "{}",
                                                                "null")),
                                                PUMP))
                                .because())
                .contains("/subject/id");
    }

    @Test
    void keepsTypesNobodyKnowsYetAndRefusesOtherVersions() {
        assertThat(
                        unmapped(
                                        adapter.read(
                                                json(cdEvent("rocket.launched", "1", "{}", "null")),
                                                PUMP))
                                .kind())
                .isEqualTo("rocket.launched");
        String newer =
                cdEvent(
                        "ticket.closed",
                        "PUMP-7",
                        "{\"resolution\": \"done\", \"new\": 1}",
                        "null");
        onlyAdmitted(adapter.read(json(newer.replace("0.5.1", "0.9.0")), PUMP));
        assertThat(refused(adapter.read(json(newer.replace("0.5.1", "1.0.0")), PUMP)).field())
                .isEqualTo("/context/version");
    }

    @Test
    void isTheSameEventAgainWhenItIsSentAgain() {
        String body = cdEvent("ticket.closed", "PUMP-7", "{\"resolution\": \"done\"}", "null");
        assertThat(onlyAdmitted(adapter.read(json(body), PUMP)))
                .isEqualTo(onlyAdmitted(adapter.read(json(body), PUMP)));
    }

    @Test
    void thePageSaysTheSame() throws Exception {
        List<String> page = Files.readAllLines(Path.of("..", "docs", "standards-in.md"));
        for (CdTable.Row row : CdTable.ROWS) {
            assertThat(page)
                    .contains(
                            switch (row) {
                                case CdTable.Row.Mapped mapped ->
                                        "| `%s` | `%s` |"
                                                .formatted(
                                                        mapped.theirs(),
                                                        mapped.ours().replace(" or ", "` or `"));
                                case CdTable.Row.Kept kept ->
                                        "| `%s` | kept: %s |"
                                                .formatted(kept.theirs(), kept.because());
                            });
        }
    }
}
