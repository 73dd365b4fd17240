package dev.goldthread.api.adapter.eiffel;

import static dev.goldthread.api.adapter.standard.PumpRules.PUMP;
import static dev.goldthread.api.adapter.standard.Readings.json;
import static dev.goldthread.api.adapter.standard.Readings.links;
import static dev.goldthread.api.adapter.standard.Readings.onlyAdmitted;
import static dev.goldthread.api.adapter.standard.Readings.refused;
import static dev.goldthread.api.adapter.standard.Readings.text;
import static dev.goldthread.api.adapter.standard.Readings.unmapped;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EiffelAdapterTest {

    private static final String SHA = "fd090b60a4aedc5161da9c035a49b14a319829b4";
    private static final String HEX =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /** Event types of the edition orizaba, without their frame. */
    private static final List<String> PUBLISHED =
            List.of(
                    "ActivityCanceled",
                    "ActivityFinished",
                    "ActivityStarted",
                    "ActivityTriggered",
                    "AnnouncementPublished",
                    "ArtifactCreated",
                    "ArtifactPublished",
                    "ArtifactReused",
                    "CompositionDefined",
                    "ConfidenceLevelModified",
                    "EnvironmentDefined",
                    "FlowContextDefined",
                    "IssueDefined",
                    "IssueVerified",
                    "SourceChangeCreated",
                    "SourceChangeSubmitted",
                    "TestCaseCanceled",
                    "TestCaseFinished",
                    "TestCaseStarted",
                    "TestCaseTriggered",
                    "TestExecutionRecipeCollectionCreated",
                    "TestSuiteFinished",
                    "TestSuiteStarted");

    private final EiffelAdapter adapter = new EiffelAdapter();

    private record Case(
            String type,
            String data,
            String links,
            String beside,
            String ours,
            String subject,
            String link) {}

    private static String eiffel(String type, String data, String links, String beside) {
        return """
        {"meta": {"type": "Eiffel%sEvent", "version": "5.0.0", "time": 1234567890123,
                  "id": "aaaaaaaa-bbbb-5ccc-8ddd-eeeeeeeeeee0", "source": {"domainId": "acme", "name": "builder-1"}},
         "data": {%s"customData": [{"key": "colour", "value": 3}, {"key": "goldthread", "value": %s}]},
         "links": [{"type": "CAUSE", "target": "cccc"}%s]}
        """
                .formatted(type, data, beside, links);
    }

    private static Stream<Case> mapped() {
        String git =
                "\"gitIdentifier\": {\"commitId\": \"%s\", \"branch\": \"fix\", \"repoName\": \"acme/pump\", \"repoUri\": \"https://git.example.org/acme/pump\"}, "
                        .formatted(SHA);
        String author =
                "\"author\": {\"name\": \"John Doe\", \"email\": \"john@example.org\", \"id\": \"johndoe\"}, ";
        String activity = ", {\"type\": \"ACTIVITY_EXECUTION\", \"target\": \"act-1\"}";
        String commit =
                "\"links\": [{\"relation\": \"builtFrom\", \"to\": {\"type\": \"Commit\", \"id\": \""
                        + SHA
                        + "\"}}]";
        String recipe = "{\"data\": {\"recipeDigest\": \"gitCommit:" + SHA + "\"}, " + commit + "}";
        String tests =
                "{\"relation\": \"tests\", \"to\": {\"type\": \"Commit\", \"id\": \""
                        + SHA
                        + "\"}}, {\"relation\": \"executes\", \"to\": {\"type\": \"TestCase\", \"id\": \"TC-1\"}, \"outcome\": \"PASSED\"}";
        return Stream.of(
                new Case(
                        "SourceChangeCreated",
                        git + author + "\"change\": {\"id\": \"42\"}, ",
                        "",
                        "{\"data\": {\"targetBranch\": \"main\"}}",
                        "change.proposed",
                        "Change acme/pump#42",
                        "triggeredBy → Event ci-cccc DECLARED"),
                new Case(
                        "SourceChangeSubmitted",
                        git,
                        "",
                        "{\"data\": {\"summary\": \"Stop on air\"}}",
                        "commit.pushed",
                        "Commit " + SHA,
                        "triggeredBy → Event ci-cccc DECLARED"),
                new Case(
                        "ActivityStarted",
                        "",
                        activity,
                        recipe,
                        "build.started",
                        "Build eiffel:act-1",
                        "builtFrom → Commit " + SHA + " DECLARED"),
                new Case(
                        "ActivityFinished",
                        "\"outcome\": {\"conclusion\": \"TIMED_OUT\"}, ",
                        activity,
                        recipe,
                        "build.finished",
                        "Build eiffel:act-1",
                        "builtFrom → Commit " + SHA + " DECLARED"),
                new Case(
                        "ArtifactCreated",
                        "\"identity\": \"pkg:generic/pump@1\", \"fileInformation\": [{\"name\": \"pump.bin\", \"integrityProtection\": {\"alg\": \"SHA-256\", \"digest\": \""
                                + HEX
                                + "\"}}], ",
                        "",
                        "{\"data\": {\"mediaType\": \"application/zip\", \"sizeBytes\": 0}, \"links\": [{\"relation\": \"producedBy\", \"to\": {\"type\": \"Build\", \"id\": \"eiffel:act-1\"}}]}",
                        "artifact.published",
                        "Artifact sha256:" + HEX,
                        "producedBy → Build eiffel:act-1 DECLARED"),
                new Case(
                        "CompositionDefined",
                        "\"name\": \"pump\", \"version\": \"7.2.4\", ",
                        "",
                        "{\"data\": {\"intendedUse\": \"infusion\", \"knownLimitations\": []}}",
                        "release.created",
                        "Release 7.2.4",
                        "triggeredBy → Event ci-cccc DECLARED"),
                new Case(
                        "IssueDefined",
                        "\"type\": \"BUG\", \"id\": \"PUMP-7\", \"tracker\": \"t\", \"uri\": \"https://t.example.org/PUMP-7\", ",
                        "",
                        "{\"data\": {\"kind\": \"CODE\"}}",
                        "change_request.opened",
                        "ChangeRequest PUMP-7",
                        "triggeredBy → Event ci-cccc DECLARED"),
                new Case(
                        "IssueDefined",
                        "\"type\": \"REQUIREMENT\", \"id\": \"REQ-1\", \"title\": \"Stop on air\", ",
                        "",
                        "{\"data\": {\"revision\": \"1\", \"level\": \"SYSTEM\"}}",
                        "requirement.recorded",
                        "Requirement REQ-1",
                        "triggeredBy → Event ci-cccc DECLARED"),
                new Case(
                        "TestCaseFinished",
                        "\"outcome\": {\"verdict\": \"PASSED\", \"conclusion\": \"SUCCESSFUL\"}, ",
                        ", {\"type\": \"TEST_CASE_EXECUTION\", \"target\": \"tct-1\"}",
                        "{\"data\": {\"startedAt\": \"2009-02-13T23:00:00Z\"}, \"links\": ["
                                + tests
                                + "]}",
                        "testrun.finished",
                        "TestRun eiffel:tct-1",
                        "executes → TestCase TC-1 DECLARED"),
                new Case(
                        "TestSuiteFinished",
                        "\"outcome\": {\"verdict\": \"FAILED\"}, ",
                        ", {\"type\": \"TEST_SUITE_EXECUTION\", \"target\": \"tss-1\"}",
                        "{\"data\": {\"startedAt\": \"2009-02-13T23:00:00Z\", \"counts\": {\"passed\": 1, \"failed\": 1, \"errors\": 0, \"skipped\": 0, \"flaky\": 0}}, \"links\": ["
                                + tests
                                + "]}",
                        "testrun.finished",
                        "TestRun eiffel:tss-1",
                        "tests → Commit " + SHA + " DECLARED"),
                new Case(
                        "TestExecutionRecipeCollectionCreated",
                        "\"selectionStrategy\": {\"id\": \"TCSS-1\"}, \"batches\": [{\"recipes\": [{\"id\": \"r1\", \"testCase\": {\"id\": \"TC-1\"}}, {\"id\": \"r2\", \"testCase\": {\"id\": \"TC-1\"}}]}], ",
                        "",
                        "{\"data\": {\"scope\": \"pump\"}, \"links\": [{\"relation\": \"for\", \"to\": {\"type\": \"Release\", \"id\": \"7.2.4\"}}]}",
                        "testplan.selected",
                        "TestPlan eiffel:aaaaaaaa-bbbb-5ccc-8ddd-eeeeeeeeeee0",
                        "plans → TestCase TC-1 DECLARED"));
    }

    @ParameterizedTest
    @MethodSource("mapped")
    void saysInOurWordsWhatItSays(Case each) {
        ObjectNode event =
                onlyAdmitted(
                        adapter.read(
                                json(eiffel(each.type(), each.data(), each.links(), each.beside())),
                                PUMP));
        assertThat(text(event, "/type")).isEqualTo(each.ours());
        assertThat(text(event, "/subject/type") + " " + text(event, "/subject/id"))
                .isEqualTo(each.subject());
        assertThat(links(event)).contains(each.link());
        assertThat(text(event, "/occurredAt")).isEqualTo("2009-02-13T23:31:30.123Z");
        assertThat(event.toString()).doesNotContain("John", "john");
    }

    @Test
    void decidesEveryPublishedType() {
        assertThat(EiffelTable.ROWS).extracting(EiffelTable.Row::theirs).containsAll(PUBLISHED);
        assertThat(mapped().map(Case::type).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        EiffelTable.ROWS.stream()
                                .filter(EiffelTable.Row.Mapped.class::isInstance)
                                .map(EiffelTable.Row::theirs)
                                .toList());
    }

    @Test
    void namesWhatIsMissingAndWhere() {
        assertThat(
                        unmapped(
                                        adapter.read(
                                                json(
                                                        eiffel(
                                                                "ActivityStarted",
                                                                "",
                                                                ", {\"type\": \"ACTIVITY_EXECUTION\", \"target\": \"act-1\"}",
                                                                "null")),
                                                PUMP))
                                .because())
                .contains("data.recipeDigest", "builtFrom → Commit", "/data/customData/1/value");
        assertThat(
                        refused(adapter.read(json(eiffel("ActivityStarted", "", "", "null")), PUMP))
                                .field())
                .isEqualTo("/links");
        assertThat(
                        refused(
                                        adapter.read(
                                                json(
                                                        eiffel("ActivityStarted", "", "", "null")
                                                                .replace(
                                                                        "1234567890123",
                                                                        "1234567890123456789012345")),
                                                PUMP))
                                .field())
                .isEqualTo("/meta/time");
    }

    @Test
    void thePageSaysTheSame() throws Exception {
        List<String> page = Files.readAllLines(Path.of("..", "docs", "standards-in.md"));
        for (EiffelTable.Row row : EiffelTable.ROWS) {
            assertThat(page)
                    .contains(
                            switch (row) {
                                case EiffelTable.Row.Mapped mapped ->
                                        "| `%s` | `%s` |"
                                                .formatted(
                                                        mapped.theirs(),
                                                        mapped.ours().replace(" or ", "` or `"));
                                case EiffelTable.Row.Kept kept ->
                                        "| `%s` | kept: %s |"
                                                .formatted(kept.theirs(), kept.because());
                            });
        }
    }
}
