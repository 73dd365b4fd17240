package dev.goldthread.core.crossing;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.ReadOnceView;
import dev.goldthread.core.graph.ToldAllowance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadOnceViewTest {

    private static final NodeRef RUN = node("TestRun", "1");
    private static final NodeRef TEST = node("TestCase", "T-1");

    private final GraphView graph =
            new GraphFixture()
                    .event("r", "testrun.finished", "TestRun", "1", link("executes", TEST))
                    .graph();
    private final List<NodeRef> read = new ArrayList<>();

    @Test
    void aNodeIsReadOnceHoweverOftenAQuestionAsks() {
        Optional<String> answer =
                Crossing.ask(
                                counting(),
                                PUMP,
                                AsOf.NOW,
                                (product, recordedBy) -> new Kept(Crossing.State.UNKNOWN, ""),
                                Optional.empty(),
                                NodeAllowance.UNBOUNDED,
                                view -> {
                                    Node first = view.node(RUN);
                                    assertThat(view.node(RUN)).isSameAs(first);
                                    assertThat(view.effects(TEST)).isSameAs(view.effects(TEST));
                                    return Optional.of("asked");
                                })
                        .map(Crossing.Crossed::answer);

        assertThat(answer).contains("asked");
        assertThat(read).containsExactly(RUN, TEST);
    }

    @Test
    void itSaysWhatTheViewBehindItSays() {
        GraphView once = new ReadOnceView(graph, NodeAllowance.UNBOUNDED);

        assertThat(once.node(RUN)).isEqualTo(graph.node(RUN));
        assertThat(once.effects(TEST)).isEqualTo(graph.effects(TEST)).hasSize(1);
        assertThat(once.position(PUMP)).isEqualTo(graph.position(PUMP)).isPresent();
        assertThat(once.positionAt(PUMP, 0)).isEqualTo(graph.positionAt(PUMP, 0)).isPresent();
        Instant then = graph.position(PUMP).orElseThrow().sealedAt();
        assertThat(once.positionAt(PUMP, then)).isEqualTo(graph.positionAt(PUMP, then));
        assertThat(once.sees(new Product("valve-kit"))).isEqualTo(graph.sees(PUMP));
        assertThat(once.validAt()).isEmpty();
    }

    @Test
    void whatItHoldsIsToldOnceAndMoreOfANodeWithManyLinks() {
        ToldAllowance allowance = new ToldAllowance();
        NodeRef hub = node("Requirement", "R-1");
        GraphFixture linked = new GraphFixture();
        for (int i = 0; i < 20; i++) {
            linked.event("p", "commit.pushed", "Commit", "c" + i, link("implements", hub));
        }
        GraphView once = new ReadOnceView(linked.graph(), allowance);

        once.node(node("Commit", "c1"));
        once.node(node("Commit", "c1"));
        assertThat(allowance.held()).isEqualTo(1);

        once.effects(hub);
        once.effects(hub);
        assertThat(allowance.held()).as("20 links are 2 nodes more").isEqualTo(3);
    }

    private GraphView counting() {
        return new GraphView() {
            @Override
            public Node node(NodeRef ref) {
                read.add(ref);
                return graph.node(ref);
            }

            @Override
            public List<Edge> effects(NodeRef ref) {
                read.add(ref);
                return graph.effects(ref);
            }

            @Override
            public Set<NodeRef> corrected(Product product) {
                return graph.corrected(product);
            }

            @Override
            public Optional<Position> position(Product product) {
                return graph.position(product);
            }

            @Override
            public Optional<Position> positionAt(Product product, long seq) {
                return graph.positionAt(product, seq);
            }

            @Override
            public Optional<Position> positionAt(Product product, Instant recordedAt) {
                return graph.positionAt(product, recordedAt);
            }
        };
    }
}
