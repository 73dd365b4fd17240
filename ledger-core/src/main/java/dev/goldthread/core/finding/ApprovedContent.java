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
     * @param by what the approvals are of
     * @param at when the last of those that were asked for was in
     * @param approvals that count for it
     * @param selfApproved why it is not approved without those of them that were given by whoever
     *     wrote it; empty when it is
     */
    public record Approved(
            NodeRef by, Instant at, List<NodeRef> approvals, Optional<String> selfApproved) {

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
                            .toList(),
                    Optional.of(
                                    others.stream()
                                            .flatMap(each -> each.selfApproved().stream())
                                            .distinct()
                                            .collect(Collectors.joining("; ")))
                            .filter(why -> !why.isEmpty()));
        }

        /** Whether it is approved without a word of anybody who wrote it. */
        public boolean isByOthers() {
            return selfApproved.isEmpty();
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
                .flatMap(edge -> with(release, edge).stream());
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
        NodeRef ref = release.node().ref();
        return release.isWithdrawn() ? Optional.empty() : approved(ref, counts, Set.of(ref));
    }

    /**
     * A setting or an exposure, by approvals of itself.
     *
     * @param counts whether an approval is of the state that is asked about
     */
    public Optional<Approved> itself(NodeRef approved, Predicate<NodeFact> counts) {
        return approved(approved, counts, Set.of(approved));
    }

    private Optional<Approved> direct(NodeRef approved, NodeRef content) {
        return approved(
                approved,
                fact ->
                        fact.data()
                                .text("boundDigest")
                                .filter(bound -> !bound.equals(content.id()))
                                .isEmpty(),
                written(content));
    }

    /** What tells who wrote it: the releases that include it, or what it was built from. */
    Set<NodeRef> written(NodeRef content) {
        return written(content, releases(content));
    }

    /**
     * The same.
     *
     * @param releases those of the ones that include it that it came with
     */
    static Set<NodeRef> written(NodeRef content, Set<NodeRef> releases) {
        return releases.isEmpty() ? Set.of(content) : releases;
    }

    /**
     * Why a word of approval does not count as one by somebody else; empty when it does.
     *
     * @param written what it approves, or lets be done
     */
    Optional<String> selfApproved(NodeFact word, Set<NodeRef> written) {
        return authorship.objection(word, written);
    }

    private Optional<Approved> approved(
            NodeRef approved, Predicate<NodeFact> counts, Set<NodeRef> written) {
        ApprovalTerms asked =
                terms.computeIfAbsent(
                        approved, ref -> ApprovalTerms.of(ref, view, ApprovalTerms.now(view, ref)));
        Optional<Instant> met = asked.since(counts);
        if (met.isEmpty()) {
            return Optional.empty();
        }
        Predicate<NodeFact> byOthers = counts.and(fact -> selfApproved(fact, written).isEmpty());
        return asked.since(byOthers)
                .map(at -> new Approved(approved, at, asked.approvals(byOthers), Optional.empty()))
                .or(() -> met.map(at -> bySelf(approved, at, asked, counts, written)));
    }

    private Approved bySelf(
            NodeRef approved,
            Instant at,
            ApprovalTerms asked,
            Predicate<NodeFact> counts,
            Set<NodeRef> written) {
        return new Approved(
                approved,
                at,
                asked.approvals(counts),
                asked.granted()
                        .filter(counts)
                        .flatMap(fact -> selfApproved(fact, written).stream())
                        .findFirst());
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
