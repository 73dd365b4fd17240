package dev.goldthread.core.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link.Strength;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EdgeTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final NodeRef LOW = node("lab", "Requirement", "REQ-2");

    /** Each differs from the one before in what comes first in order; what follows goes back. */
    private static final List<Edge> IN_ORDER =
            List.of(
                    edge(LOW, "mitigates", LOW, 0, "e", "lab", 0),
                    edge(LOW, "mitigates", LOW, 0, "e", "lab", 1),
                    edge(LOW, "mitigates", LOW, 0, "e", "pump", 0),
                    edge(LOW, "mitigates", LOW, 0, "f", "lab", 0),
                    edge(LOW, "mitigates", LOW, 1, "e", "lab", 0),
                    edge(LOW, "mitigates", node("lab", "Requirement", "REQ-3"), 0, "e", "lab", 0),
                    edge(LOW, "mitigates", node("lab", "Test", "REQ-1"), 0, "e", "lab", 0),
                    edge(LOW, "mitigates", node("pump", "Hazard", "REQ-1"), 0, "e", "lab", 0),
                    edge(LOW, "refines", LOW, 0, "e", "lab", 0),
                    edge(node("lab", "Requirement", "REQ-3"), "mitigates", LOW, 0, "e", "lab", 0),
                    edge(node("lab", "Test", "REQ-1"), "mitigates", LOW, 0, "e", "lab", 0),
                    edge(node("pump", "Hazard", "REQ-1"), "mitigates", LOW, 0, "e", "lab", 0));

    @Test
    void edgesAreOrderedByTheirNodesThenByWhoStatedThem() {
        List<Edge> mixed = new ArrayList<>(IN_ORDER);
        Collections.shuffle(mixed, new Random(1));

        Collections.sort(mixed);

        assertThat(mixed).containsExactlyElementsOf(IN_ORDER);
    }

    @Test
    void aNodeEqualsOnlyWhatHasTheSameProductTypeAndId() {
        assertThat(LOW)
                .isEqualTo(node("lab", "Requirement", "REQ-2"))
                .hasSameHashCodeAs(node("lab", "Requirement", "REQ-2"))
                .isEqualByComparingTo(node("lab", "Requirement", "REQ-2"))
                .isNotEqualTo(node("pump", "Requirement", "REQ-2"))
                .isNotEqualTo(node("lab", "Test", "REQ-2"))
                .isNotEqualTo(node("lab", "Requirement", "REQ-3"))
                .isNotEqualTo("Requirement REQ-2");
    }

    private static NodeRef node(String product, String type, String id) {
        return new NodeRef(new Product(product), type, id);
    }

    private static Edge edge(
            NodeRef from,
            String relation,
            NodeRef to,
            int second,
            String event,
            String product,
            int place) {
        return new Edge(
                from,
                relation,
                to,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Strength.DECLARED,
                new Product(product),
                new EventId(event),
                place,
                NOON.plusSeconds(second),
                7);
    }
}
