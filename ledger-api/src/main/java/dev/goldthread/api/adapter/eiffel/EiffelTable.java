package dev.goldthread.api.adapter.eiffel;

import dev.goldthread.api.adapter.Draft;
import dev.goldthread.api.adapter.Rules;
import java.util.List;
import java.util.Optional;

/** What becomes of every type of Eiffel event. */
final class EiffelTable {

    /** Says in our words what an Eiffel event says. */
    @FunctionalInterface
    interface Mapping {
        Draft map(EiffelEvent event, String ours, Rules rules);
    }

    /** A published type, without its frame. */
    sealed interface Row {
        String theirs();

        record Mapped(String theirs, String ours, Mapping mapping) implements Row {}

        record Kept(String theirs, String because) implements Row {}
    }

    private static final String NOT_BEGUN = "nothing has begun yet";
    private static final String ONLY_FINISHED =
            "the vocabulary has test runs that ended; wait for the finished event";
    private static final String BY_EVENT_ALONE =
            "it names its artifact by an event alone; artifacts are known by digest";

    static final List<Row> ROWS =
            List.of(
                    new Row.Mapped(
                            "SourceChangeCreated", "change.proposed", EiffelMappings::created),
                    new Row.Mapped(
                            "SourceChangeSubmitted", "commit.pushed", EiffelMappings::submitted),
                    new Row.Kept("ActivityTriggered", NOT_BEGUN),
                    new Row.Mapped("ActivityStarted", "build.started", EiffelMappings::started),
                    new Row.Mapped("ActivityFinished", "build.finished", EiffelMappings::finished),
                    new Row.Kept("ActivityCanceled", "it never began"),
                    new Row.Mapped(
                            "ArtifactCreated", "artifact.published", EiffelMappings::artifact),
                    new Row.Kept("ArtifactPublished", BY_EVENT_ALONE),
                    new Row.Kept("ArtifactReused", BY_EVENT_ALONE),
                    new Row.Kept("ArtifactDeployed", BY_EVENT_ALONE),
                    new Row.Mapped(
                            "CompositionDefined", "release.created", EiffelMappings::composition),
                    new Row.Kept(
                            "ConfidenceLevelModified",
                            "a confidence level is no approval: it has no role, meaning and digest"),
                    new Row.Kept(
                            "EnvironmentDefined",
                            "it describes an environment and does not say what runs there"),
                    new Row.Kept("FlowContextDefined", "it only groups other events"),
                    new Row.Kept("AnnouncementPublished", "it is a text for people"),
                    new Row.Mapped(
                            "IssueDefined",
                            "change_request.opened or requirement.recorded",
                            EiffelMappings::issue),
                    new Row.Kept(
                            "IssueVerified",
                            "what verifies a requirement is a test run with its cases"),
                    new Row.Kept("TestCaseTriggered", NOT_BEGUN),
                    new Row.Kept("TestCaseCanceled", "it never began"),
                    new Row.Kept("TestCaseStarted", ONLY_FINISHED),
                    new Row.Mapped(
                            "TestCaseFinished", "testrun.finished", EiffelMappings::testCase),
                    new Row.Kept("TestSuiteStarted", ONLY_FINISHED),
                    new Row.Mapped(
                            "TestSuiteFinished", "testrun.finished", EiffelMappings::testSuite),
                    new Row.Mapped(
                            "TestExecutionRecipeCollectionCreated",
                            "testplan.selected",
                            EiffelMappings::recipes));

    private EiffelTable() {}

    static Optional<Row> row(String theirs) {
        return ROWS.stream().filter(row -> row.theirs().equals(theirs)).findFirst();
    }
}
