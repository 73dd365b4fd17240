package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.OwnLogView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether an artifact or model is what was approved: as part of a release that has all the
 * approvals that were asked for, of what it includes, and was not withdrawn; or itself; or with
 * what installed it. The one rule for deployments, matrix, traces and environments. Only one
 * product's own log counts, and INFERRED links do not.
 *
 * @param view what that log states, as of the time that is asked about
 */
public record ApprovedContent(GraphView view) {

    /**
     * @param by what the approvals are of
     * @param at when the last of those that were asked for was in
     * @param approvals that count for it
     */
    public record Approved(NodeRef by, Instant at, List<NodeRef> approvals) {

        public Approved {
            approvals = List.copyOf(approvals);
        }

        private Approved with(List<Approved> others) {
            return new Approved(
                    by,
                    at,
                    others.stream()
                            .flatMap(each -> each.approvals().stream())
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    /** By all that the view behind it knows of the product's log. */
    public static ApprovedContent of(GraphView view, Product home) {
        return new ApprovedContent(OwnLogView.of(view, home));
    }

    /** By what had happened then. */
    public static ApprovedContent at(Instant then, GraphView view, Product home) {
        return new ApprovedContent(OwnLogView.of(view, home, then));
    }

    /** The releases whose contents it is part of. */
    public Set<NodeRef> releases(NodeRef content) {
        return ReleaseContents.including(content, view)
                .filter(from -> contents(from).includes(content))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a release includes. */
    public ReleaseContents contents(NodeRef release) {
        return ReleaseContents.of(view.node(release));
    }

    /**
     * @param releases of those that include it, the ones that may approve it
     * @param installedBy a deployment or rollback
     */
    public Optional<Approved> of(
            NodeRef content, Set<NodeRef> releases, Optional<NodeRef> installedBy) {
        return Stream.of(
                        releases.stream().flatMap(release -> with(release, content).stream()),
                        direct(content, content).stream(),
                        installedBy.stream().flatMap(by -> direct(by, content).stream()))
                .flatMap(approved -> approved)
                .findFirst();
    }

    private Optional<Approved> with(NodeRef release, NodeRef content) {
        return contents(release).includes().stream()
                .filter(edge -> edge.to().equals(content))
                .flatMap(edge -> with(release, edge).stream())
                .findFirst();
    }

    /** One link of a release to what it includes, in the state that the link names. */
    public Optional<Approved> with(NodeRef release, Edge included) {
        Node node = view.node(release);
        return unlessWithdrawn(node, fact -> ReleaseContents.covers(fact, node, included));
    }

    /** A release as it was when it was approved. */
    public Optional<Approved> release(NodeRef release) {
        Node node = view.node(release);
        return unlessWithdrawn(node, fact -> ReleaseContents.isOf(fact, node));
    }

    private Optional<Approved> unlessWithdrawn(Node release, Predicate<NodeFact> counts) {
        return ReleaseState.isWithdrawn(release)
                ? Optional.empty()
                : approved(release.ref(), counts);
    }

    private Optional<Approved> direct(NodeRef approved, NodeRef content) {
        return approved(
                approved,
                fact ->
                        fact.data()
                                .text("boundDigest")
                                .filter(bound -> !bound.equals(content.id()))
                                .isEmpty());
    }

    private Optional<Approved> approved(NodeRef approved, Predicate<NodeFact> counts) {
        return PriorApproval.approvedAt(approved, view, counts)
                .map(
                        at ->
                                new Approved(
                                        approved,
                                        at,
                                        PriorApproval.approvals(approved, view, counts).toList()));
    }

    /** Of all of them the last approval; empty unless there are any and each is approved. */
    static Optional<Approved> all(List<Optional<Approved>> parts) {
        List<Approved> approved = parts.stream().flatMap(Optional::stream).toList();
        return approved.size() < parts.size()
                ? Optional.empty()
                : approved.stream()
                        .max(Comparator.comparing(Approved::at))
                        .map(last -> last.with(approved));
    }

    /** Why none of the releases approves it. */
    public String why(Set<NodeRef> releases) {
        return releases.isEmpty()
                ? "no release includes it and no approval names it"
                : releases.stream().map(this::why).collect(Collectors.joining(", "));
    }

    private String why(NodeRef release) {
        return "%s %s"
                .formatted(
                        release,
                        ReleaseState.isWithdrawn(view.node(release))
                                ? "was withdrawn"
                                : "lacks approvals of what it includes");
    }
}
