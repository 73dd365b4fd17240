package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static dev.goldthread.core.graph.GraphFixture.pinned;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.trace.Completeness.Count;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A release of a few events, and what its matrix, gaps and trace say. */
final class SmallRelease {

    static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);
    static final NodeRef REQUIREMENT = node("Requirement", "REQ-1");

    private SmallRelease() {}

    /** What stood behind each deployment of the story into production. */
    static Stream<PriorApproval> deployments(GraphFixture story) {
        return ProductionDeployments.of(
                        story.graph(),
                        story.graph().nodes(),
                        PUMP,
                        every -> every,
                        NodeAllowance.UNBOUNDED)
                .orElseThrow()
                .deployments()
                .stream()
                .map(ProductionDeployments.Listed::prior);
    }

    static Map<String, Object> revision(String revision) {
        return Map.of("revision", revision, "title", "t", "level", "SOFTWARE");
    }

    /** Release 1.0 ships a1, built for REQ-1, whose test T-1 has not run yet. */
    static GraphFixture release() {
        return new GraphFixture()
                .event(
                        "p",
                        "requirement.recorded",
                        "Requirement",
                        "UN-1",
                        Map.of("revision", "1", "title", "t", "level", "USER_NEED"))
                .event(
                        "p",
                        "requirement.recorded",
                        "Requirement",
                        "REQ-1",
                        revision("1"),
                        link("refines", "Requirement", "UN-1"))
                .event(
                        "p",
                        "testcase.recorded",
                        "TestCase",
                        "T-1",
                        Map.of("revision", "3"),
                        pinned("verifies", "Requirement", "REQ-1", "1"))
                .event(
                        "author",
                        "change.proposed",
                        "Change",
                        "repo#1",
                        Map.of("headCommit", "h1"),
                        link("implements", "Requirement", "REQ-1"))
                .event(
                        "author",
                        "commit.pushed",
                        "Commit",
                        "c1",
                        link("partOf", "Change", "repo#1"))
                .built("b1", "c1", "a1")
                .event(
                        "p",
                        "release.manifested",
                        "Release",
                        "1.0",
                        link("includes", "Artifact", "a1"));
    }

    static GraphFixture passed(GraphFixture graph) {
        return graph.ran("run-1", "T-1", "PASSED", "a1");
    }

    /** A person found that T-1 verifies REQ-1 at revision 2 still. */
    static GraphFixture confirmed(GraphFixture graph) {
        return graph.because("the limit did not move")
                .event(
                        "u-9",
                        "link.confirmed",
                        "TestCase",
                        "T-1",
                        Map.of(
                                "relation",
                                "verifies",
                                "basis",
                                "looked",
                                "result",
                                "STILL_HOLDS",
                                "revision",
                                "2"),
                        link("concerns", "Requirement", "REQ-1"));
    }

    static Matrix matrix(GraphFixture graph) {
        return TRACER.matrix(graph.graph(), PUMP, "1.0").orElseThrow();
    }

    static ReleaseGaps gaps(GraphFixture graph) {
        return TRACER.gaps(graph.graph(), PUMP, "1.0").orElseThrow();
    }

    static List<Finding> findings(GraphFixture graph, NodeRef ref) {
        return TRACER.release(graph.graph(), PUMP, "1.0")
                .orElseThrow()
                .node(ref)
                .orElseThrow()
                .findings();
    }

    static List<String> codes(GraphFixture graph, NodeRef ref) {
        return findings(graph, ref).stream().map(Finding::code).toList();
    }

    static Count count(GraphFixture graph, String evidence) {
        return gaps(graph).completeness().counts().stream()
                .filter(count -> count.evidence().equals(evidence))
                .findFirst()
                .orElseThrow();
    }

    static GraphFixture waived(GraphFixture graph, String expiresAt) {
        return graph.event(
                "boss",
                "exception.granted",
                "Exception",
                "EXC-1",
                Map.of(
                        "expiresAt",
                        Instant.parse(expiresAt),
                        "reviewDue",
                        Instant.parse("2030-01-01T00:00:00Z")),
                link("waives", "Requirement", "REQ-1"));
    }
}
