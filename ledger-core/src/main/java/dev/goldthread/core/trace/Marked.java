package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.CorrectedInPart;
import dev.goldthread.core.graph.ForwardingView;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An answer with what in it was corrected in part: of every node that it was made from, whether or
 * not it names that one, and of every node that it names. So it is also said of what is missing in
 * an answer because of such an event: what was closed by it waits no longer.
 */
public record Marked<T>(T answer, PartMarks marks) {

    /** The question, answered with marks. */
    public static <T extends Naming> Function<GraphView, Optional<Marked<T>>> by(
            Function<GraphView, Optional<T>> question) {
        return view -> of(view, question);
    }

    /**
     * The answer to a question, with marks.
     *
     * @param subjects what is asked about, where the answer itself does not name it
     */
    public static <T extends Naming> Optional<Marked<T>> of(
            GraphView view, Function<GraphView, Optional<T>> question, NodeRef... subjects) {
        Marking marking = new Marking(view);
        return question.apply(marking)
                .map(
                        answer -> {
                            Stream.concat(Stream.of(subjects), answer.named())
                                    .forEach(marking::look);
                            return new Marked<>(answer, new PartMarks(marking.marks));
                        });
    }

    /** Notes what of that which is read through it was corrected in part. For one question. */
    private static final class Marking extends ForwardingView {

        private final GraphView view;
        private final Map<NodeRef, List<CorrectedInPart>> marks = new HashMap<>();

        Marking(GraphView view) {
            super(view);
            this.view = view;
        }

        @Override
        public Node node(NodeRef ref) {
            Node node = super.node(ref);
            if (!node.correctedInPart().isEmpty()) {
                marks.put(ref, node.correctedInPart());
            }
            return node;
        }

        /**
         * A node that is named need not have been read. It is read for a mark only where its log
         * has any, which few have, and never makes a question go on into another log.
         */
        private void look(NodeRef ref) {
            if (!marks.containsKey(ref)
                    && view.sees(ref.product())
                    && !view.corrections(ref.product()).inPart().isEmpty()) {
                node(ref);
            }
        }
    }
}
