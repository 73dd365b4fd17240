package dev.goldthread.core.environment;

import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeFact;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which state of a setting approvals and releases name. An approval that is bound to no state
 * approves none.
 *
 * @param approves links of approvals to it
 * @param including links of releases to it that are not guessed
 */
record SettingApprovals(Held held, List<Edge> approves, List<Edge> including) {

    SettingApprovals {
        approves = List.copyOf(approves);
        including = List.copyOf(including);
    }

    static SettingApprovals of(Held held, GraphView view) {
        List<Edge> links = view.effects(held.node());
        return new SettingApprovals(
                held,
                links.stream().filter(edge -> edge.relation().equals("approves")).toList(),
                links.stream()
                        .filter(edge -> edge.relation().equals("includes") && edge.counts())
                        .toList());
    }

    /** Whether an approval is of the state that is in force. */
    boolean isOfState(NodeFact approval) {
        return otherwise(approval).isEmpty();
    }

    /** Why it is not. */
    Optional<String> otherwise(NodeFact approval) {
        Optional<String> bound = approval.data().text("boundDigest");
        if (bound.isPresent()) {
            return bound.filter(digest -> !held.digest().equals(Optional.of(digest)))
                    .map("it is bound to %s"::formatted);
        }
        List<Edge> pinned = pinned(approval).toList();
        if (pinned.stream().anyMatch(this::isPinned)) {
            return Optional.empty();
        }
        return Optional.of(
                pinned.stream()
                        .findFirst()
                        .map(
                                edge ->
                                        edge.digest()
                                                .or(() -> edge.revision().map("revision "::concat))
                                                .orElseThrow())
                        .map("it is of %s"::formatted)
                        .orElse("it is bound to no state"));
    }

    private Stream<Edge> pinned(NodeFact approval) {
        return approves.stream()
                .filter(edge -> edge.event().equals(approval.event()))
                .filter(SettingApprovals::isPinnedToAny);
    }

    static boolean isPinnedToAny(Edge edge) {
        return edge.digest().isPresent() || edge.revision().isPresent();
    }

    /** Whether a link is to the state that is in force. */
    boolean isPinned(Edge edge) {
        return edge.digest().isPresent()
                ? edge.digest().equals(held.digest())
                : edge.revision().isPresent() && edge.revision().equals(held.revision());
    }

    /** Whether an approval is of the state that an event gave it. */
    boolean isOf(NodeFact approval, Declaration state) {
        Optional<String> bound = approval.data().text("boundDigest");
        return bound.isPresent()
                ? bound.equals(state.digest())
                : pinned(approval)
                        .anyMatch(
                                edge ->
                                        edge.digest().isPresent()
                                                ? edge.digest().equals(state.digest())
                                                : edge.revision().equals(state.revision()));
    }
}
