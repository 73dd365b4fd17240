package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovalRule;
import dev.goldthread.core.finding.ApprovedContent;
import dev.goldthread.core.finding.ApprovedContent.Approved;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a configuration or flag is in the state that was approved: by an approval of it that is
 * bound to this state, by an approved release that includes this state, or by an approved release
 * that it applied to in this state when the release was approved. An approved release says nothing
 * of what was set after that.
 *
 * @param approved by what the environment's own log states
 */
record SettingStanding(ApprovedContent approved) {

    Standing of(Held held) {
        Node node = view().node(held.node());
        List<NodeFact> granted = ApprovalRule.granted(held.node(), view()).toList();
        List<Edge> including =
                view().effects(held.node()).stream()
                        .filter(edge -> edge.relation().equals("includes") && edge.counts())
                        .toList();
        Optional<Declaration> state = states(node, held).findFirst();
        return Stream.of(
                        ofItself(held).stream(),
                        including.stream().flatMap(edge -> byContents(edge, held).stream()),
                        states(node, held).flatMap(this::byApplication))
                .flatMap(standings -> standings)
                .min(Comparator.comparing(each -> !each.isGood()))
                .orElseGet(
                        () ->
                                granted.isEmpty() && including.isEmpty()
                                        ? unapproved(node, held, state)
                                        : Standing.other(
                                                "%s is in force, but another state of it was approved"
                                                        .formatted(named(held))));
    }

    private Optional<Standing> ofItself(Held held) {
        List<Edge> links =
                view().effects(held.node()).stream()
                        .filter(edge -> edge.relation().equals("approves"))
                        .toList();
        return approved.itself(held.node(), fact -> isOf(fact, links, held))
                .map(Standing::approved);
    }

    /** An approval that is bound to no state approves none. */
    private static boolean isOf(NodeFact approval, List<Edge> links, Held held) {
        Optional<String> bound = approval.data().text("boundDigest");
        return bound.isPresent()
                ? bound.equals(held.digest())
                : links.stream()
                        .filter(edge -> edge.event().equals(approval.event()))
                        .anyMatch(edge -> isPinnedTo(edge, held));
    }

    private static boolean isPinnedTo(Edge edge, Held held) {
        return edge.digest().isPresent()
                ? edge.digest().equals(held.digest())
                : edge.revision().isPresent() && edge.revision().equals(held.revision());
    }

    private Optional<Standing> byContents(Edge including, Held held) {
        return isPinnedTo(including, held)
                ? approved.with(including.from(), including).map(Standing::approved)
                : Optional.empty();
    }

    /** Only of what this state was set for: another state of it says nothing of this one. */
    private Stream<Standing> byApplication(Declaration state) {
        return state.releases()
                .flatMap(
                        release ->
                                approved
                                        .release(release)
                                        .filter(
                                                each ->
                                                        !state.fact()
                                                                .occurredAt()
                                                                .isAfter(each.at()))
                                        .map(Standing::approved)
                                        .stream());
    }

    private Optional<Instant> approvedAt(NodeRef release) {
        return approved.release(release).map(Approved::at);
    }

    private GraphView view() {
        return approved.view();
    }

    private static Stream<NodeRef> releases(Node node) {
        return Scope.causes(node, "appliesTo")
                .filter(edge -> edge.counts() && edge.to().type().equals("Release"))
                .map(Edge::to)
                .distinct();
    }

    /**
     * Whether it was in this state when the content was installed, and applies to a release that
     * includes the content.
     */
    boolean cameWith(Held setting, Held content) {
        Node node = view().node(setting.node());
        List<NodeRef> releases =
                states(node, setting)
                        .filter(
                                state ->
                                        !state.fact()
                                                .occurredAt()
                                                .isAfter(content.since().occurredAt()))
                        .flatMap(Declaration::releases)
                        .toList();
        return !releases.isEmpty()
                && view().effects(content.node()).stream()
                        .anyMatch(
                                edge ->
                                        edge.relation().equals("includes")
                                                && edge.counts()
                                                && releases.contains(edge.from()));
    }

    /** The events that declared the state, the first one first. */
    private static Stream<Declaration> states(Node node, Held held) {
        return Declaration.of(node).stream()
                .filter(
                        each ->
                                each.digest().equals(held.digest())
                                        && each.revision().equals(held.revision()));
    }

    private Standing unapproved(Node node, Held held, Optional<Declaration> state) {
        Optional<Instant> approvedAt =
                releases(node).flatMap(release -> approvedAt(release).stream()).findFirst();
        if (approvedAt.isPresent()
                && state.filter(each -> each.releases().findAny().isEmpty()).isPresent()) {
            return Standing.other(
                    "%s is in force, but it was never set for the release that was approved"
                            .formatted(named(held)));
        }
        if (approvedAt.isPresent() && state.isPresent()) {
            return Standing.other(
                    "%s was set at %s, after its release was approved at %s, and no approval of it is on record"
                            .formatted(
                                    named(held),
                                    state.get().fact().occurredAt(),
                                    approvedAt.get()));
        }
        return Standing.not(
                "%s is in force, and no approval names it or a release that fixes it"
                        .formatted(named(held)));
    }

    private static String named(Held held) {
        return held.revision()
                .map(revision -> "revision " + revision)
                .or(held::digest)
                .orElse("an unknown state");
    }
}
