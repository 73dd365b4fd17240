package dev.goldthread.core.finding;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.trace.Tracer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ids of different tools that are one thing (crosswalk.recorded, sameAs). */
class CrosswalkTest {

    private static final Map<String, Object> CROSSWALK =
            Map.of("scope", "jira doors", "basis", "export of 2026-02");

    private static GraphFixture release() {
        return new GraphFixture()
                .event(
                        "author",
                        "change.proposed",
                        "Change",
                        "repo#1",
                        link("implements", "Requirement", "REQ-1"))
                .event(
                        "p",
                        "requirement.recorded",
                        "Requirement",
                        "REQ-1",
                        Map.of("revision", "1", "title", "Stops on occlusion"))
                .event(
                        "p",
                        "release.created",
                        "Release",
                        "1.0",
                        link("includes", "Change", "repo#1"))
                .event(
                        "approver",
                        "approval.granted",
                        "Approval",
                        "a-1",
                        link("approves", "Release", "1.0"));
    }

    private static Trace trace(GraphFixture story) {
        return new Tracer(Vocabulary.GOLDTHREAD).release(story.graph(), PUMP, "1.0").orElseThrow();
    }

    private static List<String> codes(GraphFixture story, NodeRef ref) {
        return trace(story).node(ref).orElseThrow().findings().stream().map(Finding::code).toList();
    }

    private static GraphFixture withDoors(String title) {
        return release()
                .event(
                        "p",
                        "requirement.recorded",
                        "Requirement",
                        "DOORS-9",
                        Map.of("revision", "4.2", "title", title))
                .event(
                        "p",
                        "crosswalk.recorded",
                        "Requirement",
                        "DOORS-9",
                        CROSSWALK,
                        link("sameAs", "Requirement", "REQ-1"))
                .event(
                        "p",
                        "control.recorded",
                        "RiskControl",
                        "RC-1",
                        link("implementedBy", "Requirement", "DOORS-9"));
    }

    @Test
    void aTraceGoesThroughToTheOtherIdAndOn() {
        Trace trace = trace(withDoors("Stops on occlusion"));

        assertThat(trace.node(node("Requirement", "DOORS-9"))).isPresent();
        assertThat(trace.node(node("RiskControl", "RC-1"))).isPresent();
    }

    @Test
    void idsThatSayTheSameAreNoConflictWhateverTheirRevisions() {
        GraphFixture story = withDoors("Stops on occlusion");

        assertThat(codes(story, node("Requirement", "REQ-1"))).doesNotContain("CONFLICT");
        assertThat(codes(story, node("Requirement", "DOORS-9"))).doesNotContain("CONFLICT");
    }

    @Test
    void twoRecordedStatesAreAConflictOnBothAndNeitherIsTaken() {
        GraphFixture story = withDoors("Warns on occlusion");
        Trace trace = trace(story);

        assertThat(codes(story, node("Requirement", "REQ-1"))).contains("CONFLICT");
        assertThat(codes(story, node("Requirement", "DOORS-9"))).contains("CONFLICT");
        assertThat(trace.node(node("Requirement", "REQ-1")).orElseThrow().findings())
                .anySatisfy(
                        finding ->
                                assertThat(finding.reason())
                                        .contains("Stops on occlusion")
                                        .contains("Warns on occlusion")
                                        .contains("title"));
        assertThat(trace.node(node("Requirement", "REQ-1")).orElseThrow().node().text("title"))
                .contains("Stops on occlusion");
    }

    @Test
    void anApproverWithAnotherKeyOfTheAuthorIsFoundOut() {
        assertThat(codes(release(), node("Release", "1.0"))).doesNotContain("SELF_APPROVED");

        GraphFixture joined =
                release()
                        .event(
                                "p",
                                "crosswalk.recorded",
                                "Person",
                                "author",
                                CROSSWALK,
                                link("sameAs", "Person", "mail-key"))
                        .event(
                                "p",
                                "crosswalk.recorded",
                                "Person",
                                "approver",
                                CROSSWALK,
                                inferred("sameAs", "Person", "mail-key"));

        assertThat(codes(joined, node("Release", "1.0"))).contains("SELF_APPROVED");
    }

    @Test
    void onePersonWithTwoKeysIsOneApprover() {
        GraphFixture two =
                release()
                        .event(
                                "p",
                                "approval.requested",
                                "ApprovalRequest",
                                "ar-1",
                                Map.of("quorum", 2L),
                                link("for", "Release", "1.0"))
                        .event(
                                "approver-at-work",
                                "approval.granted",
                                "Approval",
                                "a-2",
                                link("approves", "Release", "1.0"));
        assertThat(codes(two, node("Release", "1.0"))).doesNotContain("UNAPPROVED");

        two.event(
                "p",
                "crosswalk.recorded",
                "Person",
                "approver",
                CROSSWALK,
                link("sameAs", "Person", "approver-at-work"));

        assertThat(codes(two, node("Release", "1.0"))).contains("UNAPPROVED");
    }

    @Test
    void aReviewByAnotherKeyOfTheAuthorIsNoReview() {
        GraphFixture story =
                release()
                        .event(
                                "author",
                                "change.merged",
                                "Change",
                                "repo#1",
                                Map.of("headCommit", "h1"))
                        .event(
                                "reviewer",
                                "review.submitted",
                                "Review",
                                "r-1",
                                Map.of("outcome", "APPROVED", "revisionReviewed", "h1"),
                                link("reviews", "Change", "repo#1"))
                        .event(
                                "p",
                                "crosswalk.recorded",
                                "Person",
                                "reviewer",
                                CROSSWALK,
                                link("sameAs", "Person", "author"));

        assertThat(codes(story, node("Change", "repo#1"))).contains("UNREVIEWED");
    }
}
