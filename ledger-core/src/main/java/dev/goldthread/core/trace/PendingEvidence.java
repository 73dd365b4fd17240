package dev.goldthread.core.trace;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.MissingParts;
import dev.goldthread.core.finding.ReleaseState;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.graph.ReadOnceView;
import dev.goldthread.core.trace.PendingWork.Item;
import dev.goldthread.core.walk.TooLargeException;
import java.util.List;
import java.util.Optional;

/** Evidence that is not all here: parts of a statement, and what a release has to show. */
final class PendingEvidence {

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);

    private PendingEvidence() {}

    /** What has not come of what is stated of the node in parts. */
    static List<Item> parts(Node node) {
        return MissingParts.of(node).stream().map(missing -> parts(node, missing)).toList();
    }

    private static Item parts(Node node, MissingParts missing) {
        return new Item(
                node.ref(),
                "%d of %d parts of %s"
                        .formatted(
                                missing.total() - missing.count(),
                                missing.total(),
                                missing.first().type()),
                missing.first().occurredAt(),
                Optional.empty());
    }

    /** Where the evidence of a release stands in the list, whether or not it waits. */
    static Item unjudged(Node release) {
        return PendingWork.item(release, "evidence", "");
    }

    /**
     * A release waits for what it has to show until it is withdrawn, or another one that was
     * published takes its place. Other products' logs are not entered here.
     */
    static Optional<Item> ofRelease(Node release, GraphView view, NodeAllowance allowance) {
        if (isOver(release, view)) {
            return Optional.empty();
        }
        allowance.begin(0);
        try {
            return TRACER.gaps(
                            new ReadOnceView(view, allowance),
                            release.ref().product(),
                            release.ref().id())
                    .map(ReleaseGaps::completeness)
                    .filter(shown -> shown.present() < shown.required())
                    .map(
                            shown ->
                                    PendingWork.item(
                                            release,
                                            "evidence: %d of %d present, by this product's log"
                                                    .formatted(shown.present(), shown.required()),
                                            ""));
        } catch (TooLargeException e) {
            return Optional.of(PendingWork.item(release, "evidence: too much to count", ""));
        }
    }

    private static boolean isOver(Node release, GraphView view) {
        return ReleaseState.isWithdrawn(release)
                || view.effects(release.ref(), "supersedes").stream()
                        .map(Edge::from)
                        .filter(from -> from.type().equals("Release"))
                        .map(view::node)
                        .anyMatch(ReleaseState::isPublished);
    }
}
