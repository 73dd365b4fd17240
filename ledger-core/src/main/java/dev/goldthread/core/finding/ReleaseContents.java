package dev.goldthread.core.finding;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a release includes, by the last manifest that fixed it and by what other events say: a later
 * manifest of another digest takes the place of an earlier one, parts of one manifest are one.
 * INFERRED links do not count. A release may include thousands of things, and each of them is asked
 * about, so what is asked of one is looked up.
 */
public final class ReleaseContents {

    private static final String MANIFESTED = "release.manifested";
    private static final String DIGEST = "manifestDigest";

    /** Something in the state that a link to it names. */
    private record State(NodeRef item, Optional<String> digest, Optional<String> revision) {

        static State of(Edge edge) {
            return new State(edge.to(), edge.digest(), edge.revision());
        }
    }

    private final List<Edge> includes;
    private final Optional<String> manifest;
    private final Map<NodeRef, List<Edge>> byItem;
    private final Set<State> states;
    private final Set<String> digests = new HashSet<>();

    private ReleaseContents(List<Edge> includes, Optional<String> manifest) {
        this.includes = List.copyOf(includes);
        this.manifest = manifest;
        byItem = includes.stream().collect(Collectors.groupingBy(Edge::to));
        states = includes.stream().map(State::of).collect(Collectors.toSet());
        manifest.ifPresent(digests::add);
        for (Edge edge : includes) {
            digests.add(edge.to().id());
            edge.digest().ifPresent(digests::add);
        }
    }

    public static ReleaseContents of(Node release) {
        return at(release, Instant.MAX);
    }

    /** By each of its manifests, the one in force last: one that came in parts with all of them. */
    public static List<ReleaseContents> manifests(Node release) {
        Map<Optional<String>, Instant> last = new HashMap<>();
        Optional<String> inForce = Optional.empty();
        for (NodeFact fact : release.facts()) {
            if (fact.type().equals(MANIFESTED)) {
                inForce = fact.data().text(DIGEST);
                last.put(inForce, fact.occurredAt());
            }
        }
        last.put(inForce, Instant.MAX);
        return last.values().stream().sorted().map(then -> at(release, then)).toList();
    }

    /** By events that had happened by then. */
    static ReleaseContents at(Node release, Instant then) {
        Map<EventId, Optional<String>> manifests = new HashMap<>();
        Optional<String> last = Optional.empty();
        for (NodeFact fact : release.facts()) {
            if (fact.type().equals(MANIFESTED) && !fact.occurredAt().isAfter(then)) {
                last = fact.data().text(DIGEST);
                manifests.put(fact.event(), last);
            }
        }
        Optional<String> inForce = last;
        return new ReleaseContents(
                Scope.causes(release, "includes")
                        .filter(Edge::counts)
                        .filter(edge -> !edge.occurredAt().isAfter(then))
                        .filter(
                                edge ->
                                        manifests
                                                .getOrDefault(edge.event(), inForce)
                                                .equals(inForce))
                        .toList(),
                inForce);
    }

    /**
     * The releases of which some event says, by a link that is not INFERRED, that they include it.
     */
    public static Stream<NodeRef> including(NodeRef item, GraphView view) {
        return including(item, view, Edge::counts);
    }

    /** Those of which a link says so that counts for the one who asks. */
    static Stream<NodeRef> including(NodeRef item, GraphView view, Predicate<Edge> counts) {
        return view.effects(item, "includes").stream()
                .filter(counts)
                .map(Edge::from)
                .filter(from -> from.type().equals("Release"))
                .distinct();
    }

    /** The links to all of it. */
    public List<Edge> includes() {
        return includes;
    }

    /** The digest of the manifest in force. */
    public Optional<String> manifest() {
        return manifest;
    }

    /** Artifacts and models. */
    public Stream<NodeRef> content() {
        return includes.stream().map(Edge::to).filter(ReleaseContents::isContent).distinct();
    }

    public static boolean isContent(NodeRef ref) {
        return ref.type().equals("Artifact") || ref.type().equals("Model");
    }

    /** Whether it includes something in any state. */
    public boolean includes(NodeRef item) {
        return byItem.containsKey(item);
    }

    /** The links to one thing that it includes. */
    List<Edge> includes(NodeRef item, Predicate<Edge> which) {
        return byItem.getOrDefault(item, List.of()).stream().filter(which).toList();
    }

    /** Whether a digest is that of something that it includes, or of its manifest as a whole. */
    boolean isBoundTo(String bound) {
        return digests.contains(bound);
    }

    /** Whether an approval is of the release as it was when it was approved. */
    static boolean isOf(NodeFact approval, Node release) {
        ReleaseContents then = at(release, approval.occurredAt());
        return approval.data()
                .text("boundDigest")
                .filter(bound -> !then.isBoundTo(bound) && !of(release).isBoundTo(bound))
                .isEmpty();
    }

    /**
     * Of what a release includes, what an approval of the release is one of: it is bound to that
     * very digest or to the manifest that lists it, or is of the release as it was, and that was in
     * it. What came into the release later was not approved.
     */
    static Predicate<Edge> coveredBy(NodeFact approval, Node release) {
        Optional<String> bound = approval.data().text("boundDigest");
        ReleaseContents then = at(release, approval.occurredAt());
        boolean isOfThen = bound.filter(digest -> !then.isBoundTo(digest)).isEmpty();
        Set<State> listed = bound.map(digest -> listed(release, digest)).orElse(Set.of());
        return item ->
                bound.filter(digest -> isDigestOf(digest, item)).isPresent()
                        || listed.contains(State.of(item))
                        || (isOfThen && then.states.contains(State.of(item)));
    }

    private static boolean isDigestOf(String bound, Edge item) {
        return item.to().id().equals(bound) || item.digest().equals(Optional.of(bound));
    }

    /** What manifests of this digest list, whenever they were stated. */
    private static Set<State> listed(Node release, String digest) {
        Set<EventId> manifests =
                release.facts().stream()
                        .filter(fact -> fact.type().equals(MANIFESTED))
                        .filter(fact -> fact.data().text(DIGEST).equals(Optional.of(digest)))
                        .map(NodeFact::event)
                        .collect(Collectors.toSet());
        return Scope.causes(release, "includes")
                .filter(edge -> edge.counts() && manifests.contains(edge.event()))
                .map(State::of)
                .collect(Collectors.toSet());
    }

    /** Why an approval is not one of all that the release includes now; empty where it is. */
    static Optional<String> stale(NodeFact approval, Node release) {
        ReleaseContents now = of(release);
        Predicate<Edge> covered = coveredBy(approval, release);
        List<NodeRef> content = now.content().toList();
        List<NodeRef> uncovered =
                content.stream().filter(item -> now.includes(item, covered).isEmpty()).toList();
        Optional<String> unbound =
                approval.data().text("boundDigest").filter(bound -> !now.isBoundTo(bound));
        if (unbound.isPresent() && uncovered.size() == content.size()) {
            return Optional.of(
                    "approval %s is bound to %s, which the release does not include"
                            .formatted(approval.event(), unbound.get()));
        }
        return uncovered.stream()
                .filter(_ -> now.manifest().isPresent()) // else it is INCOMPLETE
                .findFirst()
                .map(
                        item ->
                                "approval %s is not of %s, which came into the release after it"
                                        .formatted(approval.event(), item));
    }
}
