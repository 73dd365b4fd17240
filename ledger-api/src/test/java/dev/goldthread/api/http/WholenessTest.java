package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.walk.TraceFilter;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WholenessTest {

    private static final Product PUMP = new Product("pump");
    private static final Trace TRACE =
            new Trace(
                    PUMP,
                    new NodeRef(PUMP, "Release", "1.0"),
                    new Position(3, Instant.EPOCH),
                    List.of(),
                    List.of());

    @Test
    void aThreadThatWasFollowedToItsEndsIsJudgedWhole() {
        ObjectNode head = Json.object();
        head.putArray("products").addObject().put("state", "FOLLOWED");
        head.putObject("searched").put("unasked", 0).putArray("partitionsUnasked");

        assertThat(judged(Wholeness.thread(TraceFilter.NONE), head)).isEqualTo("{\"whole\":true}");
    }

    @Test
    void whatCutsOrHidesIsNamed() {
        TraceFilter depthZero = TraceFilter.ofDepth(0);
        TraceFilter some =
                new TraceFilter(OptionalInt.empty(), Set.of("includes"), Set.of("Artifact"));

        assertThat(judged(Wholeness.thread(depthZero), Json.object()))
                .isEqualTo("{\"whole\":false,\"limitedBy\":[\"DEPTH\"]}");
        assertThat(judged(Wholeness.thread(some), Json.object()))
                .isEqualTo("{\"whole\":false,\"limitedBy\":[\"RELATIONS\",\"TYPES\"]}");
        assertThat(judged(Wholeness.neighbourhood(TraceFilter.NONE), Json.object()))
                .isEqualTo("{\"whole\":false,\"limitedBy\":[\"NEIGHBOURHOOD\"]}");
    }

    @Test
    void whoWasNotAskedIsNamedOnce() {
        ObjectNode head = Json.object();
        head.putArray("products").addObject().put("state", "TOO_FAR");
        head.withArray("products").addObject().put("state", "NOT_SERVED");
        head.putObject("searched").put("unasked", 3).putArray("partitionsUnasked");

        assertThat(judged(Wholeness.thread(TraceFilter.NONE), head))
                .isEqualTo("{\"whole\":false,\"limitedBy\":[\"PRODUCTS\",\"SEARCH\"]}");
    }

    private static String judged(Wholeness judged, ObjectNode head) {
        judged.accept(TRACE, head);
        return head.get("judged").toString();
    }
}
