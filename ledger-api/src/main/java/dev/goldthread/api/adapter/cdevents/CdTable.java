package dev.goldthread.api.adapter.cdevents;

import java.util.List;
import java.util.Optional;

/** What becomes of every type of CDEvents 0.5, and of the approvals in the drafts of 0.6. */
final class CdTable {

    /** A published type. */
    sealed interface Row {

        /** Subject and predicate, {@code build.finished}. */
        String theirs();

        /**
         * It says something of the vocabulary.
         *
         * @param ours an event type of the vocabulary
         */
        record Mapped(String theirs, String ours, Mapping mapping) implements Row {}

        /** It says nothing that the vocabulary has a word for. */
        record Kept(String theirs, String because) implements Row {}
    }

    private static final String NOT_BEGUN = "nothing has begun yet";
    private static final String NO_REPOSITORY = "the vocabulary has no repositories and branches";
    private static final String ONLY_FINISHED =
            "the vocabulary has test runs that ended; wait for the finished event";
    private static final String STEP =
            "it is a step of a pipeline run, which is recorded as a whole";

    static final List<Row> ROWS =
            List.of(
                    new Row.Kept("pipelinerun.queued", NOT_BEGUN),
                    new Row.Mapped("pipelinerun.started", "build.started", CiMappings::started),
                    new Row.Mapped("pipelinerun.finished", "build.finished", CiMappings::finished),
                    new Row.Kept("taskrun.queued", NOT_BEGUN),
                    new Row.Kept("taskrun.started", STEP),
                    new Row.Kept("taskrun.finished", STEP),
                    new Row.Kept("repository.created", NO_REPOSITORY),
                    new Row.Kept("repository.modified", NO_REPOSITORY),
                    new Row.Kept("repository.deleted", NO_REPOSITORY),
                    new Row.Kept("branch.created", NO_REPOSITORY),
                    new Row.Kept("branch.deleted", NO_REPOSITORY),
                    new Row.Mapped("change.created", "change.proposed", CodeMappings::change),
                    new Row.Mapped("change.updated", "change.updated", CodeMappings::change),
                    new Row.Mapped("change.reviewed", "review.submitted", CodeMappings::review),
                    new Row.Mapped("change.merged", "change.merged", CodeMappings::change),
                    new Row.Mapped("change.abandoned", "change.abandoned", CodeMappings::change),
                    new Row.Kept("build.queued", NOT_BEGUN),
                    new Row.Mapped("build.started", "build.started", CiMappings::started),
                    new Row.Mapped("build.finished", "build.finished", CiMappings::finished),
                    new Row.Kept("testcaserun.queued", NOT_BEGUN),
                    new Row.Kept("testcaserun.started", ONLY_FINISHED),
                    new Row.Mapped(
                            "testcaserun.finished", "testrun.finished", CiMappings::testCase),
                    new Row.Mapped("testcaserun.skipped", "testrun.finished", CiMappings::skipped),
                    new Row.Kept("testsuiterun.queued", NOT_BEGUN),
                    new Row.Kept("testsuiterun.started", ONLY_FINISHED),
                    new Row.Mapped(
                            "testsuiterun.finished", "testrun.finished", CiMappings::testSuite),
                    new Row.Kept(
                            "testoutput.published",
                            "it only says where a report lies; send the report itself"),
                    new Row.Mapped("artifact.packaged", "artifact.published", CiMappings::artifact),
                    new Row.Mapped(
                            "artifact.published", "artifact.published", CiMappings::artifact),
                    new Row.Mapped("artifact.signed", "artifact.signed", CiMappings::signed),
                    new Row.Kept(
                            "artifact.downloaded", "the vocabulary has no downloads of artifacts"),
                    new Row.Kept(
                            "artifact.deleted",
                            "an artifact stays in the history when its bytes are gone from a store"),
                    new Row.Kept(
                            "environment.created",
                            "an environment is known by what is deployed into it"),
                    new Row.Mapped(
                            "environment.modified", "environment.changed", CdMappings::environment),
                    new Row.Kept(
                            "environment.deleted",
                            "that nothing runs there any more is said by a snapshot of it"),
                    new Row.Mapped("service.deployed", "deployment.finished", CdMappings::deployed),
                    new Row.Mapped("service.upgraded", "deployment.finished", CdMappings::deployed),
                    new Row.Mapped(
                            "service.rolledback", "rollback.finished", CdMappings::rolledBack),
                    new Row.Kept(
                            "service.removed",
                            "that it does not run any more is said by a snapshot of the environment"),
                    new Row.Kept(
                            "service.published", "the vocabulary has no addresses of services"),
                    new Row.Mapped("incident.detected", "incident.opened", CdMappings::incident),
                    new Row.Mapped("incident.reported", "incident.opened", CdMappings::incident),
                    new Row.Mapped("incident.resolved", "incident.resolved", CdMappings::resolved),
                    new Row.Mapped(
                            "ticket.created", "change_request.opened", TicketMappings::opened),
                    new Row.Kept(
                            "ticket.updated",
                            "the vocabulary has no event for an edited ticket; connect the tracker itself"),
                    new Row.Mapped(
                            "ticket.closed", "change_request.closed", TicketMappings::closed),
                    new Row.Mapped(
                            "approval.created", "approval.requested", TicketMappings::requested),
                    new Row.Mapped(
                            "approval.updated",
                            "approval.granted or approval.rejected",
                            TicketMappings::decided));

    private CdTable() {}

    static Optional<Row> row(String theirs) {
        return ROWS.stream().filter(row -> row.theirs().equals(theirs)).findFirst();
    }
}
