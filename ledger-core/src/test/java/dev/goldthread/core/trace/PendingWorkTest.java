package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.ToldAllowance;
import dev.goldthread.core.trace.PendingWork.Item;
import dev.goldthread.core.walk.TooLargeException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Evidence that is not all here waits; what is over does not. */
class PendingWorkTest {

    private static List<Item> pending(GraphFixture graph) {
        return pending(graph, NodeAllowance.UNBOUNDED);
    }

    private static List<Item> pending(GraphFixture graph, NodeAllowance allowance) {
        GraphView view = graph.graph();
        return PendingWork.of(view, graph.graph().nodes(), PUMP, allowance).orElseThrow().items();
    }

    private static Map<String, Object> part(long number, long total) {
        return Map.of("documentDigest", "d1", "part", Map.of("number", number, "total", total));
    }

    private static GraphFixture created(String... versions) {
        GraphFixture graph = new GraphFixture();
        for (String version : versions) {
            graph.event("p", "release.created", "Release", version);
        }
        return graph;
    }

    @Test
    void partsThatHaveNotComeArePending() {
        GraphFixture graph =
                new GraphFixture()
                        .event("p", "sbom.attached", "Artifact", "a1", part(1, 3))
                        .event("p", "sbom.attached", "Artifact", "a1", part(3, 3));

        assertThat(pending(graph))
                .extracting(item -> item.node().id(), Item::what)
                .containsExactly(tuple("a1", "2 of 3 parts of sbom.attached"));
        assertThat(pending(graph.event("p", "sbom.attached", "Artifact", "a1", part(2, 3))))
                .isEmpty();
    }

    /** What an empty release has to show is counted by its gaps; here it is the same number. */
    @Test
    void aReleaseWithoutItsEvidenceIsPending() {
        GraphFixture graph = created("1.0");

        assertThat(pending(graph))
                .extracting(item -> item.node().id(), Item::what)
                .containsExactly(tuple("1.0", "evidence: 0 of 6 present, by this product's log"));
    }

    @Test
    void eachReleaseIsJudgedOnNodesOfItsOwnAndOneThatHoldsTooManyIsSaidToBe() {
        ToldAllowance told = new ToldAllowance();
        NodeAllowance none =
                new NodeAllowance() {
                    @Override
                    public void begin(long nodes) {}

                    @Override
                    public void add(long nodes) {
                        throw new TooLargeException(100);
                    }
                };

        assertThat(pending(created("1.0", "2.0"), told)).hasSize(2);
        assertThat(told.begun()).containsExactly(0L, 0L);
        assertThat(told.held()).as("the last release").isPositive();
        assertThat(pending(created("1.0"), none))
                .extracting(Item::what)
                .containsExactly("evidence: too much to count");
    }

    @Test
    void itWaitsUntilItIsWithdrawnOrAPublishedOneTakesItsPlace() {
        GraphFixture graph =
                created("1.0", "2.0")
                        .event(
                                "p",
                                "release.manifested",
                                "Release",
                                "2.0",
                                link("supersedes", "Release", "1.0"));

        assertThat(pending(graph))
                .as("2.0 is only a candidate")
                .extracting(item -> item.node().id())
                .containsExactly("1.0", "2.0");
        assertThat(pending(graph.event("p", "release.published", "Release", "2.0")))
                .extracting(item -> item.node().id())
                .containsExactly("2.0");
        assertThat(pending(graph.event("p", "release.withdrawn", "Release", "2.0")))
                .as("1.0 is the latest again")
                .extracting(item -> item.node().id())
                .containsExactly("1.0");
    }
}
