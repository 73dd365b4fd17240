package dev.goldthread.api.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.component.PartitionParts.Made;
import dev.goldthread.core.crossing.Crossing;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is the same content and what was made with it, while it is found. */
class MadeOfTest {

    private static NodeRef artifact(String product, int number) {
        return new NodeRef(new Product(product), "Artifact", "sha256:%064x".formatted(number));
    }

    private static Made link(NodeRef from, NodeRef to) {
        return new Made(from, to, Optional.empty());
    }

    @Test
    void whoHasTheSameContentIsAskedOfSoManyAndTheRestIsCounted() {
        SortedSet<NodeRef> many = new TreeSet<>();
        for (int i = 0; i < Crossing.SEARCHED_MAX + 3; i++) {
            many.add(artifact("kit", i));
        }
        MadeOf made = new MadeOf(many);

        assertThat(made.contents(many)).hasSize(Crossing.SEARCHED_MAX);
        assertThat(made.contents(many)).as("asked, or counted").isEmpty();

        assertThat(made.searched().nodes()).isEqualTo(Crossing.SEARCHED_MAX);
        assertThat(made.searched().unasked()).isEqualTo(3);
    }

    @Test
    void buildsAreNoContent() {
        NodeRef build = new NodeRef(new Product("kit"), "Build", "b#1");

        assertThat(new MadeOf(List.of()).contents(new TreeSet<>(List.of(build)))).isEmpty();
    }

    /** Whoever of them was asked about, the others have what it has. */
    @Test
    void whatIsOneContentIsSoInEveryDirection() {
        NodeRef first = artifact("a", 1);
        NodeRef second = artifact("b", 1);
        NodeRef third = artifact("c", 1);
        NodeRef other = artifact("c", 2);
        MadeOf made = new MadeOf(List.of(first, other));
        made.add(List.of(link(other, second)), List.of(link(first, second), link(first, third)));

        assertThat(made.of(other).keySet()).containsExactly(first, second, third);
        assertThat(made.of(third).keySet()).containsExactly(first, second);
    }
}
