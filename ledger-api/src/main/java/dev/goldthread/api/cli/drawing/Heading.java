package dev.goldthread.api.cli.drawing;

import dev.goldthread.api.cli.drawing.Trace.Node;
import java.util.Optional;

/**
 * What stands above a trace.
 *
 * @param asOf how far the ledger had come
 * @param counts how much is told
 * @param problems how many findings are problems
 */
record Heading(String title, String asOf, String counts, int problems, Optional<String> purpose) {

    static Heading of(Story story) {
        Trace trace = story.trace();
        String asOf =
                trace.asOf()
                        .map(
                                place ->
                                        "as of seq %,d, sealed %s UTC"
                                                .formatted(
                                                        place.seq(),
                                                        NodeText.minute(place.sealedAt())))
                        .orElse("nothing of this product is applied yet");
        String counts =
                "%,d nodes · %,d links · %,d components"
                        .formatted(
                                trace.nodes().size() - story.componentCount(),
                                trace.edges().size(),
                                story.componentCount());
        Optional<Node> root = story.node(trace.root());
        return new Heading(
                "%s · %s".formatted(trace.product(), NodeText.name(trace.root())),
                asOf,
                counts,
                story.problems().size(),
                root.flatMap(NodeText::purpose));
    }

    String gaps() {
        return problems == 1 ? "1 problem" : "%,d problems".formatted(problems);
    }
}
