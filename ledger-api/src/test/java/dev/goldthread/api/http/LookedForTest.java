package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.TraceGraph;
import java.util.Optional;
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
        LookedFor looked = new LookedFor(release("1.0"), release("9"));

        assertThat(looked.unknown()).isEqualTo("Release 1.0 and Release 9");
        assertThat(looked.in(view -> Optional.empty()).apply(nothing)).isEmpty();
        assertThat(looked.unknown()).contains("Release 1.0", "Release 9");
        assertThat(new LookedFor(release("9"), release("9")).unknown()).contains("Release 9");
    }
}
