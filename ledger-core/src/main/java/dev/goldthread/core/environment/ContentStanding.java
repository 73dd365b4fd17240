package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovalRule;
import dev.goldthread.core.finding.ExceptionRule;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.ReleaseState;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether an artifact or model that runs is what was approved: itself, with the deployment that put
 * it there, or as part of a release that has all the approvals that were asked for, bound to what
 * the release includes, and that was not withdrawn. Else an exception in force that the deployment
 * relies on may let it run.
 *
 * @param now what expiry is held against
 */
record ContentStanding(GraphView view, Instant now) {

    Standing of(Held held) {
        Set<NodeRef> releases = releases(held.node());
        return Stream.of(
                        releases.stream().flatMap(release -> byRelease(release).stream()),
                        direct(held.node(), held).stream(),
                        held.installedBy().stream().flatMap(ref -> direct(ref, held).stream()),
                        held.installedBy().stream().flatMap(this::byException))
                .flatMap(standings -> standings)
                .findFirst()
                .orElseGet(() -> Standing.not(why(releases, held)));
    }

    private Set<NodeRef> releases(NodeRef content) {
        return view.effects(content).stream()
                .filter(edge -> edge.relation().equals("includes") && edge.counts())
                .map(Edge::from)
                .filter(from -> from.type().equals("Release"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Standing> byRelease(NodeRef ref) {
        return approvedAt(view.node(ref), view).map(at -> Standing.approved(ref, at));
    }

    /** When a release was approved as it is; empty also when it was withdrawn since. */
    static Optional<Instant> approvedAt(Node release, GraphView view) {
        if (ReleaseState.isWithdrawn(release)) {
            return Optional.empty();
        }
        Set<String> included =
                Scope.causes(release, "includes")
                        .map(edge -> edge.to().id())
                        .collect(Collectors.toSet());
        return PriorApproval.approvedAt(
                release.ref(),
                view,
                fact ->
                        fact.data()
                                .text("boundDigest")
                                .filter(bound -> !ApprovalRule.isBoundTo(bound, release, included))
                                .isEmpty());
    }

    private Optional<Standing> direct(NodeRef approved, Held held) {
        return PriorApproval.approvedAt(approved, view, fact -> isOf(fact, held))
                .map(at -> Standing.approved(approved, at));
    }

    private static boolean isOf(NodeFact approval, Held held) {
        return approval.data()
                .text("boundDigest")
                .filter(bound -> !held.digest().equals(Optional.of(bound)))
                .isEmpty();
    }

    private Stream<Standing> byException(NodeRef installation) {
        return Scope.causes(view.node(installation), "reliesOn")
                .filter(Edge::counts)
                .map(Edge::to)
                .filter(to -> to.type().equals("Exception"))
                .filter(to -> isInForce(view.node(to)))
                .map(Standing::byException);
    }

    private boolean isInForce(Node exception) {
        return ExceptionRule.isGranted(exception)
                && exception.latest("exception.closed", "exception.expired").isEmpty()
                && !(exception.attributes().get("expiresAt") instanceof Instant end
                        && end.isBefore(now));
    }

    private String why(Set<NodeRef> releases, Held held) {
        if (releases.isEmpty()) {
            return "no release includes it and no approval names it" + installation(held);
        }
        List<String> reasons =
                releases.stream()
                        .map(
                                release ->
                                        "%s %s"
                                                .formatted(
                                                        release,
                                                        ReleaseState.isWithdrawn(view.node(release))
                                                                ? "was withdrawn"
                                                                : "lacks approvals of what it includes"))
                        .toList();
        return String.join(", ", reasons) + installation(held);
    }

    private static String installation(Held held) {
        return held.installedBy().isPresent() ? "" : ", and no deployment on record put it there";
    }
}
