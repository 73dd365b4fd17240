package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Way;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathSearchTest {

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);

    /** From d1 to b1 over either of two artifacts, or the long way over the release. */
    private static GraphFixture diamond() {
        return new GraphFixture()
                .event("p", "build.finished", "Build", "b1")
                .event(
                        "p",
                        "artifact.published",
                        "Artifact",
                        "a2",
                        link("producedBy", "Build", "b1"))
                .event(
                        "p",
                        "artifact.published",
                        "Artifact",
                        "a1",
                        link("producedBy", "Build", "b1"))
                .event(
                        "p",
                        "release.manifested",
                        "Release",
                        "1.0",
                        link("includes", "Artifact", "a2"))
                .event(
                        "p",
                        "deployment.finished",
                        "Deployment",
                        "d1",
                        link("deploys", "Artifact", "a2"),
                        link("deploys", "Artifact", "a1"),
                        link("deploys", "Release", "1.0"))
                .event("p", "requirement.recorded", "Requirement", "alone");
    }

    private static TracePath path(String toType, String toId, Way way, int hopsMax) {
        return TRACER.path(
                        diamond().graph(),
                        node("Deployment", "d1"),
                        node(toType, toId),
                        way,
                        TraceFilter.ofDepth(hopsMax))
                .orElseThrow();
    }

    @Test
    void ofSeveralShortestWaysItIsTheFirstInOrder() {
        TracePath path = path("Build", "b1", Way.BOTH, 16);

        assertThat(path.nodes())
                .extracting(Node::ref)
                .containsExactly(
                        node("Deployment", "d1"), node("Artifact", "a1"), node("Build", "b1"));
        assertThat(path.edges())
                .extracting(Edge::relation)
                .containsExactly("deploys", "producedBy");
    }

    @Test
    void goesBackAlongLinksToo() {
        TracePath path =
                TRACER.path(
                                diamond().graph(),
                                node("Build", "b1"),
                                node("Release", "1.0"),
                                Way.BOTH,
                                TraceFilter.ofDepth(16))
                        .orElseThrow();

        assertThat(path.nodes())
                .extracting(Node::ref)
                .containsExactly(
                        node("Build", "b1"), node("Artifact", "a2"), node("Release", "1.0"));
    }

    @Test
    void keepsToADirectionALengthAndRelations() {
        assertThat(path("Build", "b1", Way.DOWN, 16).isConnected()).isFalse();
        assertThat(path("Build", "b1", Way.UP, 1).isConnected()).isFalse();
        assertThat(path("Build", "b1", Way.UP, 2).isConnected()).isTrue();
        assertThat(
                        TRACER.path(
                                        diamond().graph(),
                                        node("Deployment", "d1"),
                                        node("Build", "b1"),
                                        Way.UP,
                                        new TraceFilter(
                                                OptionalInt.of(16), Set.of("deploys"), Set.of()))
                                .orElseThrow()
                                .isConnected())
                .isFalse();
    }

    @Test
    void leadsOverNodesOfTheGivenTypesAloneWhateverItsEndsAre() {
        assertThat(over("Release", "Artifact").nodes())
                .as("over no other node than the ends' and these")
                .extracting(Node::ref)
                .containsExactly(
                        node("Deployment", "d1"), node("Artifact", "a1"), node("Build", "b1"));
        assertThat(over("Release").isConnected()).as("an artifact lies between").isFalse();
        assertThat(over("Release").to()).isEqualTo(node("Build", "b1"));
    }

    @Test
    void aLongerWayOverTheGivenTypesIsTakenForTheShortOne() {
        GraphFixture graph =
                new GraphFixture()
                        .event(
                                "p",
                                "build.finished",
                                "Build",
                                "b1",
                                link("follows", "Commit", "c1"))
                        .event("p", "commit.pushed", "Commit", "c1")
                        .event(
                                "p",
                                "release.manifested",
                                "Release",
                                "1.0",
                                link("includes", "Build", "b1"),
                                link("includes", "Artifact", "a1"))
                        .event(
                                "p",
                                "artifact.published",
                                "Artifact",
                                "a1",
                                link("producedBy", "Artifact", "a2"))
                        .event(
                                "p",
                                "artifact.published",
                                "Artifact",
                                "a2",
                                link("producedBy", "Commit", "c1"));

        assertThat(over(graph, node("Release", "1.0"), node("Commit", "c1")).edges()).hasSize(2);
        assertThat(over(graph, node("Release", "1.0"), node("Commit", "c1"), "Artifact").nodes())
                .extracting(Node::ref)
                .containsExactly(
                        node("Release", "1.0"),
                        node("Artifact", "a1"),
                        node("Artifact", "a2"),
                        node("Commit", "c1"));
    }

    private static TracePath over(String... types) {
        return over(diamond(), node("Deployment", "d1"), node("Build", "b1"), types);
    }

    private static TracePath over(GraphFixture graph, NodeRef from, NodeRef to, String... types) {
        TraceFilter filter = new TraceFilter(OptionalInt.of(16), Set.of(), Set.of(types));
        return TRACER.path(graph.graph(), from, to, Way.BOTH, filter).orElseThrow();
    }

    @Test
    void aNodeLeadsToItselfWithoutALink() {
        TracePath path = path("Deployment", "d1", Way.BOTH, 0);

        assertThat(path.nodes()).extracting(Node::ref).containsExactly(node("Deployment", "d1"));
        assertThat(path.edges()).isEmpty();
    }

    @Test
    void whatIsNotConnectedHasNoWayAndWhatIsNotKnownNoAnswer() {
        assertThat(path("Requirement", "alone", Way.BOTH, 16).nodes()).isEmpty();
        assertThat(
                        TRACER.path(
                                diamond().graph(),
                                node("Deployment", "d1"),
                                node("Build", "none"),
                                Way.BOTH,
                                TraceFilter.ofDepth(16)))
                .isEmpty();
    }
}
