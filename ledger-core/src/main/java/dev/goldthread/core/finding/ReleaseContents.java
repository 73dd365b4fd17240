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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a release includes, by the last manifest that fixed it and by what other events say: a later
 * manifest of another digest takes the place of an earlier one, parts of one manifest are one.
 * INFERRED links do not count.
 *
 * @param includes by events that had happened by the time that is asked for
 * @param manifest the digest of the manifest in force
 */
public record ReleaseContents(List<Edge> includes, Optional<String> manifest) {

    private static final String MANIFESTED = "release.manifested";
    private static final String DIGEST = "manifestDigest";

    public ReleaseContents {
        includes = List.copyOf(includes);
    }

    public static ReleaseContents of(Node release) {
        return at(release, Instant.MAX);
    }

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
        return view.effects(item).stream()
                .filter(edge -> edge.relation().equals("includes") && edge.counts())
                .map(Edge::from)
                .filter(from -> from.type().equals("Release"))
                .distinct();
    }

    /** Artifacts and models. */
    Stream<NodeRef> content() {
        return includes.stream().map(Edge::to).filter(ReleaseContents::isContent).distinct();
    }

    static boolean isContent(NodeRef ref) {
        return ref.type().equals("Artifact") || ref.type().equals("Model");
    }

    /** Whether it includes something in any state. */
    public boolean includes(NodeRef item) {
        return includes.stream().anyMatch(edge -> edge.to().equals(item));
    }

    private boolean includes(Edge item) {
        return includes.stream().anyMatch(edge -> isSame(edge, item));
    }

    private static boolean isSame(Edge one, Edge other) {
        return one.to().equals(other.to())
                && one.digest().equals(other.digest())
                && one.revision().equals(other.revision());
    }

    /** Whether a digest is that of something that it includes, or of its manifest as a whole. */
    boolean isBoundTo(String bound) {
        return manifest.equals(Optional.of(bound))
                || includes.stream().anyMatch(edge -> isDigestOf(bound, edge));
    }

    private static boolean isDigestOf(String bound, Edge item) {
        return item.to().id().equals(bound) || item.digest().equals(Optional.of(bound));
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
     * Whether an approval of a release is one of something that this release includes: it is bound
     * to that very digest or to the manifest that lists it, or is of the release as it was, and
     * that was in it. What came into the release later was not approved.
     */
    static boolean covers(NodeFact approval, Node release, Edge item) {
        Optional<String> bound = approval.data().text("boundDigest");
        if (bound.filter(digest -> isDigestOf(digest, item) || lists(release, digest, item))
                .isPresent()) {
            return true;
        }
        ReleaseContents then = at(release, approval.occurredAt());
        return then.includes(item) && bound.filter(digest -> !then.isBoundTo(digest)).isEmpty();
    }

    /** Whether a manifest of this digest lists the item, whenever it was stated. */
    private static boolean lists(Node release, String digest, Edge item) {
        Set<EventId> manifests =
                release.facts().stream()
                        .filter(fact -> fact.type().equals(MANIFESTED))
                        .filter(fact -> fact.data().text(DIGEST).equals(Optional.of(digest)))
                        .map(NodeFact::event)
                        .collect(Collectors.toSet());
        return Scope.causes(release, "includes")
                .filter(edge -> edge.counts() && manifests.contains(edge.event()))
                .anyMatch(edge -> isSame(edge, item));
    }

    /** Why an approval is not one of all that the release includes now; empty where it is. */
    static Optional<String> stale(NodeFact approval, Node release) {
        ReleaseContents now = of(release);
        List<NodeRef> uncovered =
                now.content().filter(item -> !now.isCovered(item, approval, release)).toList();
        Optional<String> unbound =
                approval.data().text("boundDigest").filter(bound -> !now.isBoundTo(bound));
        if (unbound.isPresent() && uncovered.size() == now.content().count()) {
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

    private boolean isCovered(NodeRef item, NodeFact approval, Node release) {
        return includes.stream()
                .filter(edge -> edge.to().equals(item))
                .anyMatch(edge -> covers(approval, release, edge));
    }
}
