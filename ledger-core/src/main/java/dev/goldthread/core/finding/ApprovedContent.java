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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether an artifact or model is what was approved: as part of a release that has all the
 * approvals that were asked for, of what it includes, and was not withdrawn; or itself; or with
 * what installed it. The one rule for deployments, matrix, traces and environments. Only one
 * product's own log counts, and INFERRED links do not. What many contents share, their release and
 * its approvals, is read once. For one thread.
 */
public final class ApprovedContent {

    private final GraphView view;
    private final Authorship authorship;
    private final Map<NodeRef, OfRelease> releases = new HashMap<>();
    private final Map<NodeRef, ApprovalTerms> terms = new HashMap<>();

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

    private ApprovedContent(GraphView view, Authorship authorship) {
        this.view = view;
        this.authorship = authorship;
    }

    /**
     * @param view what a log states, as of the time that is asked about
     */
    public static ApprovedContent in(GraphView view, Product home) {
        return new ApprovedContent(view, new Authorship(view, home));
    }

    /** By all that the view behind it knows of the product's log. */
    public static ApprovedContent of(GraphView view, Product home) {
        return in(OwnLogView.of(view, home), home);
    }

    /** Of the same log, by what had happened then. */
    ApprovedContent at(Instant then, GraphView behind) {
        return new ApprovedContent(
                OwnLogView.of(behind, authorship.home(), then), authorship.at(then));
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
        return byOthersFirst(
                Stream.<Supplier<Stream<Approved>>>of(
                                () -> releases.stream().flatMap(release -> with(release, content)),
                                () -> direct(content, content).stream(),
                                () -> installedBy.flatMap(by -> direct(by, content)).stream())
                        .flatMap(Supplier::get));
    }

    private Stream<Approved> with(NodeRef release, NodeRef content) {
        return read(release).contents().includes(content, _ -> true).stream()
                .flatMap(edge -> with(release, edge, registrations(content)).stream());
    }

    /** The first by others, or the first where each is by whoever wrote it. */
    private static Optional<Approved> byOthersFirst(Stream<Approved> found) {
        Iterator<Approved> each = found.iterator();
        Optional<Approved> first = Optional.empty();
        while (each.hasNext()) {
            Approved next = each.next();
            if (next.isByOthers()) {
                return Optional.of(next);
            }
            first = first.isPresent() ? first : Optional.of(next);
        }
        return first;
    }

    /**
     * One link of a release to what it includes, in the state that the link names.
     *
     * @param states events that made it what it is
     */
    public Optional<Approved> with(NodeRef release, Edge included, List<NodeFact> states) {
        OfRelease all = read(release);
        return unlessWithdrawn(all, fact -> all.isCovered(included, fact), states);
    }

    /** A release as it was when it was approved. */
    Optional<Approved> release(NodeRef release) {
        return release(release, List.of());
    }

    /**
     * The same, of a setting that applies to it.
     *
     * @param states events that made it what it is
     */
    public Optional<Approved> release(NodeRef release, List<NodeFact> states) {
        OfRelease all = read(release);
        return unlessWithdrawn(all, fact -> ReleaseContents.isOf(fact, all.node()), states);
    }

    private Optional<Approved> unlessWithdrawn(
            OfRelease release, Predicate<NodeFact> counts, List<NodeFact> states) {
        NodeRef ref = release.node().ref();
        return release.isWithdrawn()
                ? Optional.empty()
                : approved(ref, counts, new Work(Set.of(ref), states));
    }

    /**
     * A setting or an exposure, by approvals of itself.
     *
     * @param counts whether an approval is of the state that is asked about
     * @param states events that made it what it is
     */
    public Optional<Approved> itself(
            NodeRef approved, Predicate<NodeFact> counts, List<NodeFact> states) {
        return approved(approved, counts, new Work(Set.of(approved), states));
    }

    private Optional<Approved> direct(NodeRef approved, NodeRef content) {
        return approved(
                approved, fact -> ApprovalDoubts.otherwise(fact, content).isEmpty(), work(content));
    }

    /** What tells who wrote it: the releases that include it, or what it was built from. */
    Work work(NodeRef content) {
        return work(content, releases(content));
    }

    /**
     * The same.
     *
     * @param releases those of the ones that include it that it came with
     */
    Work work(NodeRef content, Set<NodeRef> releases) {
        return new Work(releases.isEmpty() ? Set.of(content) : releases, registrations(content));
    }

    private List<NodeFact> registrations(NodeRef content) {
        return content.type().equals("Model") ? Work.registrations(view.node(content)) : List.of();
    }

    /**
     * Why a word of approval does not count as one by somebody else; empty when it does.
     *
     * @param work what it approves, or lets be done
     */
    Optional<String> selfApproved(NodeFact word, Work work) {
        return authorship.objection(word, work);
    }

    private Optional<Approved> approved(NodeRef approved, Predicate<NodeFact> counts, Work work) {
        ApprovalTerms asked = terms(approved);
        Optional<Instant> met = asked.since(counts);
        if (met.isEmpty()) {
            return Optional.empty();
        }
        Predicate<NodeFact> byOthers = counts.and(fact -> selfApproved(fact, work).isEmpty());
        return asked.since(byOthers)
                .map(at -> new Approved(approved, at, asked.approvals(byOthers), Optional.empty()))
                .or(() -> met.map(at -> bySelf(approved, at, asked, counts, work)));
    }

    /** What was asked for and said of something. */
    ApprovalTerms terms(NodeRef approved) {
        return terms.computeIfAbsent(
                approved, ref -> ApprovalTerms.of(ref, view, ApprovalTerms.now(view, ref)));
    }

    private Approved bySelf(
            NodeRef approved,
            Instant at,
            ApprovalTerms asked,
            Predicate<NodeFact> counts,
            Work work) {
        return new Approved(
                approved,
                at,
                asked.approvals(counts),
                asked.granted()
                        .filter(counts)
                        .flatMap(fact -> selfApproved(fact, work).stream())
                        .findFirst());
    }

    /** Whether a release was taken back. */
    boolean isWithdrawn(NodeRef release) {
        return read(release).isWithdrawn();
    }
}
