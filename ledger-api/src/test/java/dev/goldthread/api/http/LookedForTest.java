package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.TraceGraph;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An error names what is missing. That what is there is not blamed, StoryIT asks a real graph. */
class LookedForTest {

    private static final Product RIG = new Product("rig");

    private static NodeRef release(String version) {
        return new NodeRef(RIG, "Release", version);
    }

    @Test
    void allAreNamedUntilTheGraphIsAsked() {
        GraphView nothing = new TraceGraph();
        LookedFor looked = LookedFor.all(release("1.0"), release("9"));

        assertThat(looked.unknown()).isEqualTo("Release 1.0 and Release 9");
        assertThat(looked.in(view -> Optional.empty()).apply(nothing)).isEmpty();
        assertThat(looked.unknown()).contains("Release 1.0", "Release 9");
        assertThat(LookedFor.all(release("9"), release("9")).unknown()).contains("Release 9");
    }

    @Test
    void whatIsKnownByOneOfSeveralNamesIsToldByTheName() {
        LookedFor looked =
                LookedFor.oneOfEach(
                        List.of(
                                Set.of(
                                        new NodeRef(RIG, "Artifact", "sha256:aa"),
                                        new NodeRef(RIG, "Model", "sha256:aa"))));

        assertThat(looked.areKnown(new TraceGraph())).isFalse();
        assertThat(looked.unknown()).isEqualTo("sha256:aa");
    }
}
