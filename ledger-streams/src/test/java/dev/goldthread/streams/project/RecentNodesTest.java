package dev.goldthread.streams.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.NodeHash;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentNodesTest {

    private static final Product PUMP = new Product("pump");

    @Test
    void everyNodeHasItsOwnHashHoweverManyWereNamedBefore() {
        RecentNodes recent = new RecentNodes();

        for (int round = 0; round < 2; round++) {
            assertThat(IntStream.range(0, 20_000).mapToObj(RecentNodesTest::commit))
                    .allSatisfy(node -> assertThat(recent.hash(node)).isEqualTo(NodeHash.of(node)));
        }
    }

    /** These two strings have the same hash code, so their nodes fall on the same place. */
    @Test
    void nodesThatFallOnTheSamePlaceAreNotTakenForEachOther() {
        RecentNodes recent = new RecentNodes();
        NodeRef one = new NodeRef(PUMP, "Commit", "Aa");
        NodeRef other = new NodeRef(PUMP, "Commit", "BB");
        assertThat(one.hashCode()).isEqualTo(other.hashCode());

        assertThat(recent.hash(one)).isEqualTo(NodeHash.of(one));
        assertThat(recent.hash(other)).isEqualTo(NodeHash.of(other));
        assertThat(recent.hash(one)).isEqualTo(NodeHash.of(one)).isNotEqualTo(recent.hash(other));
    }

    private static NodeRef commit(int number) {
        return new NodeRef(PUMP, "Commit", "c" + number);
    }
}
