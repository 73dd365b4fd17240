package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Approved;
import dev.goldthread.core.finding.ApprovedContent;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.NodeFact;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a configuration or flag is in the state that was approved: by an approval of it that is
 * bound to this state, by an approved release that includes this state, or by an approved release
 * that it applied to in this state when the release was approved. An approved release says nothing
 * of what was set after that.
 *
 * @param approved by what one product's own log states
 */
record SettingStanding(ApprovedContent approved) {

    Standing of(Held held) {
        SettingApprovals own = SettingApprovals.of(held, view());
        List<Declaration> states =
                Declaration.of(view().node(held.node())).stream()
                        .filter(each -> each.isOf(held))
                        .toList();
        List<NodeFact> facts = states.stream().map(Declaration::fact).toList();
        return Stream.of(
                        approved.itself(held.node(), own::isOfState, facts).stream(),
                        own.including().stream()
                                .filter(own::isPinned)
                                .flatMap(edge -> approved.with(edge.from(), edge, facts).stream()),
                        states.stream().flatMap(state -> byApplication(state, facts)))
                .flatMap(found -> found)
                .map(Standing::approved)
                .min(Comparator.comparing(each -> !each.isGood()))
                .orElseGet(() -> new SettingDoubt(approved, own).of(held));
    }

    /** Only of what this state was set for: another state of it says nothing of this one. */
    private Stream<Approved> byApplication(Declaration state, List<NodeFact> states) {
        return state.releases()
                .flatMap(release -> approved.release(release, states).stream())
                .filter(each -> state.isBy(each.at()));
    }

    private GraphView view() {
        return approved.view();
    }

    /**
     * Whether it was in this state when the content was installed, and applies to a release that
     * includes the content.
     */
    boolean cameWith(Held setting, Held content) {
        List<NodeRef> releases =
                Declaration.of(view().node(setting.node())).stream()
                        .filter(state -> state.isOf(setting))
                        .filter(state -> state.isBy(content.since().occurredAt()))
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
}
