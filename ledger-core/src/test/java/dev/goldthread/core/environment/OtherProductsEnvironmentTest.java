package dev.goldthread.core.environment;

import static dev.goldthread.core.environment.EnvironmentStory.NOTHING;
import static dev.goldthread.core.environment.EnvironmentStory.PRODUCTION;
import static dev.goldthread.core.environment.EnvironmentStory.approved;
import static dev.goldthread.core.environment.EnvironmentStory.hour;
import static dev.goldthread.core.environment.EnvironmentStory.release;
import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.PriorApproval.Verdict;
import dev.goldthread.core.finding.PriorApprovals;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.TraceGraph;
import dev.goldthread.core.trace.Gap;
import dev.goldthread.core.trace.Tracer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A release of the pump that runs in production of the ward, which has a log of its own. */
class OtherProductsEnvironmentTest {

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);
    private static final Product WARD = new Product("ward");
    private static final NodeRef PRODUCTION_OF_WARD = new NodeRef(WARD, "Environment", "prod");

    private final GraphFixture ward = new GraphFixture(WARD);

    private static GraphFixture deployed(GraphFixture pump, Link... more) {
        Link[] links = java.util.Arrays.copyOf(more, more.length + 2);
        links[more.length] = link("deploys", "Artifact", "a1");
        links[more.length + 1] = link("into", PRODUCTION_OF_WARD);
        return pump.at(hour(4), "ops", "deployment.finished", "Deployment", "d1", NOTHING, links);
    }

    private void look(int hour, Link... links) {
        ward.at(
                hour(hour),
                "watch",
                "environment.snapshotted",
                "Environment",
                "prod",
                PRODUCTION,
                links);
    }

    private TraceGraph both(GraphFixture pump) {
        ward.entries().forEach(pump.graph()::apply);
        return pump.graph();
    }

    private static List<Finding> traced(TraceGraph graph) {
        return TRACER.release(graph, PUMP, "1.0")
                .orElseThrow()
                .node(PRODUCTION_OF_WARD)
                .orElseThrow()
                .findings();
    }

    private static List<String> gaps(TraceGraph graph) {
        return TRACER.gaps(graph, PUMP, "1.0").orElseThrow().gaps().stream()
                .filter(gap -> gap.node().equals(PRODUCTION_OF_WARD))
                .map(Gap::code)
                .toList();
    }

    @Test
    void whatItsOwnLogApprovedIsAsApproved() {
        look(5, link("runs", "Artifact", "a1"));
        TraceGraph graph = both(deployed(approved("1.0", "a1")));

        assertThat(new PriorApprovals(graph).of(graph.node(node("Deployment", "d1"))))
                .extracting(PriorApproval::verdict)
                .containsExactly(Verdict.APPROVED_BEFORE);
        assertThat(traced(graph)).isEmpty();
        assertThat(gaps(graph)).isEmpty();
    }

    @Test
    void whatItsOwnLogDoesNotApproveIsNotAsApprovedForItsOwnReason() {
        look(5, link("runs", "Artifact", "a1"));
        TraceGraph graph = both(deployed(release(new GraphFixture(), "1.0", "a1")));

        assertThat(traced(graph))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.code()).isEqualTo("NOT_AS_APPROVED");
                            assertThat(found.reason())
                                    .contains("Artifact a1: Release 1.0 lacks approvals");
                        });
        assertThat(gaps(graph)).containsExactly("NOT_AS_APPROVED");
    }

    @Test
    void anExceptionOfItsOwnLogLetsItRun() {
        look(5, link("runs", "Artifact", "a1"));
        GraphFixture pump = release(new GraphFixture(), "1.0", "a1");
        pump.at(
                hour(1),
                "boss",
                "exception.granted",
                "Exception",
                "X",
                Map.of("expiresAt", Instant.parse("2027-03-01T00:00:00Z")),
                link("waives", "Release", "1.0"));

        assertThat(traced(both(deployed(pump, link("reliesOn", "Exception", "X"))))).isEmpty();
    }

    @Test
    void itsOwnSettingCameWithItAndThatOfTheOtherIsHeldAgainstTheLogOfTheOther() {
        GraphFixture pump = release(new GraphFixture(), "1.0", "a1");
        pump.at(
                hour(1),
                "dev",
                "flag.changed",
                "Flag",
                "ramp",
                Map.of("revision", "1"),
                link("appliesTo", "Release", "1.0"));
        EnvironmentStory.approve(pump, 2, "Release", "1.0");
        look(
                5,
                link("runs", "Artifact", "a1"),
                link("runs", new NodeRef(WARD, "Config", "limits")));

        assertThat(traced(both(deployed(pump))))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.code()).isEqualTo("UNAPPROVED");
                            assertThat(found.reason()).startsWith("Config limits");
                        });
    }

    /** What it asks is what the ward approved. */
    @Test
    void theEnvironmentItselfIsHeldAgainstItsOwnLogAlone() {
        look(5, link("runs", "Artifact", "a1"));
        TraceGraph graph = both(deployed(approved("1.0", "a1")));

        assertThat(EnvironmentState.of(graph, PRODUCTION_OF_WARD).orElseThrow().inForce())
                .flatExtracting(Judged::findings)
                .extracting(Finding::code)
                .containsExactly("NOT_AS_APPROVED");
    }

    @Test
    void whatTheLogOfTheEnvironmentApprovedIsAsApprovedToo() {
        look(5, link("runs", "Artifact", "a1"));
        ward.at(
                hour(3),
                "q",
                "approval.granted",
                "Approval",
                "AP-a1",
                NOTHING,
                link("approves", "Artifact", "a1"));
        GraphFixture pump = deployed(release(new GraphFixture(), "1.0", "a1"));

        assertThat(traced(both(pump))).isEmpty();
    }

    @Test
    void whoeverElseInstalledItApprovesNothingOfIt() {
        look(5, link("runs", "Artifact", "a1"));
        GraphFixture pump = release(new GraphFixture(), "1.0", "a1");
        Product other = new Product("other");
        NodeRef deployment = new NodeRef(other, "Deployment", "d9");
        GraphFixture installer =
                new GraphFixture(other)
                        .at(
                                hour(3),
                                "q",
                                "approval.granted",
                                "Approval",
                                "AP-d9",
                                NOTHING,
                                link("approves", deployment))
                        .at(
                                hour(4),
                                "ops",
                                "deployment.finished",
                                "Deployment",
                                "d9",
                                NOTHING,
                                link("deploys", "Artifact", "a1"),
                                link("into", PRODUCTION_OF_WARD));
        TraceGraph graph = both(pump);
        installer.entries().forEach(graph::apply);

        assertThat(gaps(graph)).containsExactly("NOT_AS_APPROVED");
    }
}
