package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.graph.Said;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether an artifact or model is what was approved: as part of a release that has all the
 * approvals that were asked for, of what it includes, and was not withdrawn; or itself; or with
 * what installed it. The one rule for deployments, matrix, traces and environments. Only one
 * product's own log counts, and INFERRED links do not. What many contents share, their release and
 * its approvals, is read once. For one thread.
 */
public final class ApprovedContent {

    private final GraphView view;
    private final Map<NodeRef, OfRelease> releases = new HashMap<>();
    private final Map<NodeRef, ApprovalTerms> terms = new HashMap<>();

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

    /**
     * What is asked again for each thing that a release includes.
     *
     * @param covered what each approval of it is one of
     */
    private record OfRelease(
            Node node, ReleaseContents contents, Map<Said, Predicate<Edge>> covered) {

        boolean isWithdrawn() {
            return ReleaseState.isWithdrawn(node);
        }

        boolean isCovered(Edge included, NodeFact approval) {
            return covered.computeIfAbsent(
                            Said.of(approval), _ -> ReleaseContents.coveredBy(approval, node))
                    .test(included);
        }
    }

    /**
     * @param view what a log states, as of the time that is asked about
     */
    public ApprovedContent(GraphView view) {
        this.view = view;
    }

    /** By all that the view behind it knows of the product's log. */
    public static ApprovedContent of(GraphView view, Product home) {
        return new ApprovedContent(OwnLogView.of(view, home));
    }

    /** By what had happened then. */
    public static ApprovedContent at(Instant then, GraphView view, Product home) {
        return new ApprovedContent(OwnLogView.of(view, home, then));
    }

    public GraphView view() {
        return view;
    }

    private OfRelease read(NodeRef release) {
        return releases.computeIfAbsent(
                release,
                ref -> {
                    Node node = view.node(ref);
                    return new OfRelease(node, ReleaseContents.of(node), new HashMap<>());
                });
    }

    /** The releases whose contents it is part of. */
    public Set<NodeRef> releases(NodeRef content) {
        return ReleaseContents.including(content, view)
                .filter(from -> read(from).contents().includes(content))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * @param releases of those that include it, the ones that may approve it
     * @param installedBy a deployment or rollback
     */
    public Optional<Approved> of(
            NodeRef content, Set<NodeRef> releases, Optional<NodeRef> installedBy) {
        return releases.stream()
                .flatMap(release -> with(release, content).stream())
                .findFirst()
                .or(() -> direct(content, content))
                .or(() -> installedBy.flatMap(by -> direct(by, content)));
    }

    private Optional<Approved> with(NodeRef release, NodeRef content) {
        return read(release).contents().includes(content, _ -> true).stream()
                .flatMap(edge -> with(release, edge).stream())
                .findFirst();
    }

    /** One link of a release to what it includes, in the state that the link names. */
    public Optional<Approved> with(NodeRef release, Edge included) {
        OfRelease all = read(release);
        return unlessWithdrawn(all, fact -> all.isCovered(included, fact));
    }

    /** A release as it was when it was approved. */
    public Optional<Approved> release(NodeRef release) {
        OfRelease all = read(release);
        return unlessWithdrawn(all, fact -> ReleaseContents.isOf(fact, all.node()));
    }

    private Optional<Approved> unlessWithdrawn(OfRelease release, Predicate<NodeFact> counts) {
        return release.isWithdrawn() ? Optional.empty() : approved(release.node().ref(), counts);
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
        ApprovalTerms asked =
                terms.computeIfAbsent(
                        approved, ref -> ApprovalTerms.of(ref, view, ApprovalTerms.now(view, ref)));
        return asked.since(counts)
                .map(at -> new Approved(approved, at, asked.approvals(counts).toList()));
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
                        read(release).isWithdrawn()
                                ? "was withdrawn"
                                : "lacks approvals of what it includes");
    }
}
