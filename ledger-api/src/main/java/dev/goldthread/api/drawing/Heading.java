package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Trace.Node;
import dev.goldthread.api.drawing.Trace.Other;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands above a trace, or a way.
 *
 * @param asOf how far the ledger had come
 * @param counts how much is told
 * @param problems how many findings are problems
 * @param isWhole whether the rules saw all of it
 * @param clean what stands for the number of problems when there is none
 * @param others lines for the other products that the question came by
 */
record Heading(
        String title,
        String asOf,
        String counts,
        int problems,
        boolean isWhole,
        String clean,
        Optional<String> purpose,
        List<String> others) {

    /** So many products are named for people. */
    private static final int TOLD_MAX = 8;

    private static final String IN_JSON = ", which -o json names";

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
        Optional<Node> root = story.node(trace.root());
        return new Heading(
                title(trace),
                asOf,
                counts(story),
                story.problems().size(),
                trace.limits().isEmpty() && !trace.isWay(),
                clean(trace),
                trace.isWay() ? Optional.empty() : root.flatMap(NodeText::purpose),
                elsewhere(trace.others(), trace.unsearched()));
    }

    private static String title(Trace trace) {
        return trace.end()
                .map(
                        end ->
                                "%s · from %s to %s"
                                        .formatted(
                                                trace.product(),
                                                NodeText.name(trace.root()),
                                                name(end, trace.product())))
                .orElseGet(() -> "%s · %s".formatted(trace.product(), NodeText.name(trace.root())));
    }

    private static String name(NodeRef ref, Product home) {
        return NodeText.name(ref) + (ref.product().equals(home) ? "" : " of " + ref.product());
    }

    private static String counts(Story story) {
        Trace trace = story.trace();
        String told =
                "%s · %s"
                        .formatted(
                                Lines.count(trace.nodes().size() - story.componentCount(), "node"),
                                Lines.count(trace.edges().size(), "link"));
        return trace.isWay()
                ? told
                : told + " · " + Lines.count(story.componentCount(), "component");
    }

    private static String clean(Trace trace) {
        if (trace.isWay()) {
            return trace.nodes().isEmpty() ? "no way leads there" : "nothing is judged along it";
        }
        return trace.limits().isEmpty() ? "no problems" : "no problems in the part that was judged";
    }

    static List<String> elsewhere(List<Other> others, List<String> unsearched) {
        return Stream.of(
                        followed(others.stream().filter(Other::isFollowed).toList()),
                        kept(others.stream().filter(other -> !other.isFollowed()).toList()),
                        unsearched.stream().map(NodeText::clean))
                .flatMap(lines -> lines)
                .toList();
    }

    private static Stream<String> followed(List<Other> others) {
        Stream<String> told =
                others.stream()
                        .limit(TOLD_MAX)
                        .map(
                                other ->
                                        "goes on into %s: %s%s"
                                                .formatted(
                                                        other.product(),
                                                        Lines.count(other.nodes(), "node"),
                                                        other.asOf()
                                                                .map(
                                                                        at ->
                                                                                ", as of seq %,d"
                                                                                        .formatted(
                                                                                                at
                                                                                                        .seq()))
                                                                .orElse("")));
        int more = others.size() - TOLD_MAX;
        return more <= 0
                ? told
                : Stream.concat(
                        told, Stream.of("goes on into %,d more%s".formatted(more, IN_JSON)));
    }

    /** One line for all that are kept out for one reason. */
    private static Stream<String> kept(List<Other> others) {
        Map<String, List<String>> products = new LinkedHashMap<>();
        for (Other other : others) {
            String why =
                    "%s, %s"
                            .formatted(
                                    NodeText.clean(other.state()), NodeText.clean(other.because()));
            products.computeIfAbsent(why, any -> new ArrayList<>()).add(other.product().name());
        }
        return products.entrySet().stream().map(each -> kept(each.getKey(), each.getValue()));
    }

    private static String kept(String why, List<String> products) {
        if (products.size() == 1) {
            return "does not go on into %s: %s".formatted(products.getFirst(), why);
        }
        int more = products.size() - TOLD_MAX;
        return "does not go on into %,d products: %s: %s%s"
                .formatted(
                        products.size(),
                        why,
                        String.join(", ", products.stream().limit(TOLD_MAX).toList()),
                        more <= 0 ? "" : " and %,d more%s".formatted(more, IN_JSON));
    }

    String gaps() {
        return problems == 1 ? "1 problem" : "%,d problems".formatted(problems);
    }
}
