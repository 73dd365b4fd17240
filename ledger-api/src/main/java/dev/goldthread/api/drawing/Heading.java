package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Trace.Node;
import dev.goldthread.api.drawing.Trace.Other;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands above a trace.
 *
 * @param asOf how far the ledger had come
 * @param counts how much is told
 * @param problems how many findings are problems
 * @param isWhole whether the rules saw all of it
 * @param others a line for each other product that the question came by
 */
record Heading(
        String title,
        String asOf,
        String counts,
        int problems,
        boolean isWhole,
        Optional<String> purpose,
        List<String> others) {

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
                "%s · %s · %s"
                        .formatted(
                                Lines.count(trace.nodes().size() - story.componentCount(), "node"),
                                Lines.count(trace.edges().size(), "link"),
                                Lines.count(story.componentCount(), "component"));
        Optional<Node> root = story.node(trace.root());
        return new Heading(
                "%s · %s".formatted(trace.product(), NodeText.name(trace.root())),
                asOf,
                counts,
                story.problems().size(),
                trace.limits().isEmpty(),
                root.flatMap(NodeText::purpose),
                elsewhere(trace.others(), trace.unsearched()));
    }

    static List<String> elsewhere(List<Other> others, List<String> unsearched) {
        return Stream.concat(
                        others.stream().map(Heading::other),
                        unsearched.stream().map(NodeText::clean))
                .toList();
    }

    private static String other(Other other) {
        return other.isFollowed()
                ? "goes on into %s: %s%s"
                        .formatted(
                                other.product(),
                                Lines.count(other.nodes(), "node"),
                                other.asOf()
                                        .map(at -> ", as of seq %,d".formatted(at.seq()))
                                        .orElse(""))
                : "does not go on into %s: %s, %s"
                        .formatted(
                                other.product(),
                                NodeText.clean(other.state()),
                                NodeText.clean(other.because()));
    }

    /** What stands for the number of problems when there is none. */
    String clean() {
        return isWhole ? "no problems" : "no problems in the part that was judged";
    }

    String gaps() {
        return problems == 1 ? "1 problem" : "%,d problems".formatted(problems);
    }
}
