package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the uses of one rollback's id apart, each as an {@link Installation} of what it restored.
 * An event that says how a rollback ended is one, unless it tells of the same contents again and
 * says itself that it began before the one before had ended. It went where the deployments went
 * that it reverts.
 */
final class RollbackReader {

    private final Node rollback;
    private final Node anywhere;
    private final Function<NodeRef, List<Installation>> reverted;

    /**
     * @param rollback as it counts
     * @param anywhere the same with all that says what it reverts
     * @param reverted reads the uses of a deployment's id
     */
    RollbackReader(Node rollback, Node anywhere, Function<NodeRef, List<Installation>> reverted) {
        this.rollback = rollback;
        this.anywhere = anywhere;
        this.reverted = reverted;
    }

    /** In order; those that went somewhere, as far as anybody says. */
    List<Installation> installations() {
        List<List<NodeFact>> uses = uses();
        List<Installation> all = new ArrayList<>();
        for (List<NodeFact> use : uses) {
            Set<NodeRef> environments = environments(use);
            if (!environments.isEmpty()) {
                List<NodeRef> content = content(use);
                all.add(
                        new Installation(
                                rollback.ref(),
                                all.size() + 1,
                                uses.size(),
                                use,
                                Said.besides(rollback, use),
                                environments,
                                startedAt(use),
                                Set.of(),
                                () -> content));
            }
        }
        return all;
    }

    /** The same without those that restored settings alone: what is set, environments tell. */
    List<Installation> ofContents() {
        return installations().stream().filter(use -> !isOfSettings(use)).toList();
    }

    private boolean isOfSettings(Installation use) {
        List<Edge> restored =
                Scope.causes(rollback, "restores")
                        .filter(Edge::counts)
                        .filter(use::isSaidOf)
                        .toList();
        return !restored.isEmpty()
                && restored.stream().noneMatch(edge -> ReleaseContents.isContent(edge.to()));
    }

    private List<List<NodeFact>> uses() {
        List<List<NodeFact>> uses = new ArrayList<>();
        for (NodeFact fact : facts()) {
            if (!uses.isEmpty() && isToldAgain(fact, uses.getLast())) {
                uses.getLast().add(fact);
            } else {
                uses.add(new ArrayList<>(List.of(fact)));
            }
        }
        return uses;
    }

    private List<NodeFact> facts() {
        List<NodeFact> own = ends(rollback);
        return own.isEmpty() ? ends(anywhere) : own;
    }

    private static List<NodeFact> ends(Node node) {
        return node.facts().stream()
                .filter(fact -> fact.type().equals("rollback.finished"))
                .toList();
    }

    private boolean isToldAgain(NodeFact fact, List<NodeFact> before) {
        return Installation.saysItBeganBy(before.getLast(), fact)
                && Set.copyOf(content(List.of(fact))).equals(Set.copyOf(content(before)));
    }

    private List<NodeRef> content(List<NodeFact> use) {
        Set<Said> others = Said.besides(rollback, use);
        return Scope.causes(rollback, "restores")
                .filter(edge -> edge.counts() && !others.contains(Said.of(edge)))
                .map(Edge::to)
                .filter(ReleaseContents::isContent)
                .distinct()
                .toList();
    }

    private static Instant startedAt(List<NodeFact> use) {
        return use.stream()
                .flatMap(
                        fact ->
                                Stream.concat(
                                        Stream.of(fact.occurredAt()),
                                        fact.data().time("startedAt").stream()))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** A guess only where nothing else says what it reverts. */
    private Set<NodeRef> environments(List<NodeFact> use) {
        Set<Said> others = Said.besides(anywhere, use);
        List<Edge> reverts =
                Scope.causes(anywhere, "reverts")
                        .filter(edge -> edge.to().type().equals("Deployment"))
                        .filter(edge -> !others.contains(Said.of(edge)))
                        .toList();
        boolean isSure = reverts.stream().anyMatch(Edge::counts);
        Instant then = use.getFirst().occurredAt();
        Set<NodeRef> environments = new HashSet<>();
        reverts.stream()
                .filter(edge -> edge.counts() || !isSure)
                .forEach(edge -> environments.addAll(environments(edge.to(), then)));
        return environments;
    }

    /** An id of a deployment may have been used again since. */
    private Set<NodeRef> environments(NodeRef deployment, Instant then) {
        List<Installation> uses = reverted.apply(deployment);
        List<Installation> before =
                uses.stream().filter(use -> !use.startedAt().isAfter(then)).toList();
        return (before.isEmpty() ? uses : before)
                .stream().flatMap(use -> use.environments().stream()).collect(Collectors.toSet());
    }
}
