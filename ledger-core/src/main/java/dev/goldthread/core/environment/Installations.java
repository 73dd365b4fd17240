package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Begun;
import dev.goldthread.core.environment.Happening.Failed;
import dev.goldthread.core.environment.Happening.Installed;
import dev.goldthread.core.environment.Happening.Restored;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The deployments into one environment, and the rollbacks that undid some of them. All of them are
 * gone through, for when each ended; what it installed is read when it matters. For one thread.
 */
final class Installations {

    private final GraphView view;
    private final NodeRef environment;
    private final Map<NodeRef, List<Use>> uses = new TreeMap<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final Set<NodeRef> exposures = new TreeSet<>();

    private Installations(GraphView view, NodeRef environment) {
        this.view = view;
        this.environment = environment;
    }

    static Installations in(NodeRef environment, GraphView view) {
        Installations all = new Installations(view, environment);
        all.gather();
        all.happenings.sort(Comparator.comparing(Happening::fact));
        return all;
    }

    private void gather() {
        Set<NodeRef> rollbacks = new TreeSet<>();
        for (NodeRef ref :
                EnvironmentRecords.effects(environment, "into", view, Set.of("Deployment"))) {
            List<Use> all = Use.of(view.node(ref), environment, view);
            uses.put(ref, all);
            all.forEach(use -> use.facts().forEach(fact -> addDeployment(fact, ref, use)));
            for (Edge edge : view.effects(ref)) {
                if (isOf(edge, "Rollback", "reverts")) {
                    rollbacks.add(edge.from());
                } else if (isOf(edge, "Exposure", "exposes")) {
                    exposures.add(edge.from());
                }
            }
        }
        rollbacks.forEach(this::addRollback);
    }

    private static boolean isOf(Edge edge, String type, String relation) {
        return edge.relation().equals(relation) && edge.from().type().equals(type) && edge.counts();
    }

    private void addDeployment(NodeFact fact, NodeRef deployment, Use use) {
        if (fact.type().equals("deployment.started") && !use.isOverAtOnce()) {
            happenings.add(new Begun(fact, deployment, use));
        } else if (Installation.isEnd(fact)) {
            happenings.add(
                    Installation.isDone(fact)
                            ? new Installed(fact, deployment, use, Installation.isWhole(fact))
                            : new Failed(fact, deployment, use));
        }
    }

    /** Each use of its id that went here, by what is said of that one. */
    private void addRollback(NodeRef ref) {
        Node rollback = view.node(ref);
        Installation.of(rollback, view).stream()
                .filter(use -> use.environments().contains(environment))
                .forEach(use -> addRollback(use, rollback));
    }

    private void addRollback(Installation use, Node rollback) {
        List<Edge> restores = said(use, rollback, "restores");
        List<NodeRef> reverts = said(use, rollback, "reverts").stream().map(Edge::to).toList();
        use.facts().stream()
                .filter(Installation::isDone)
                .map(
                        fact ->
                                new Restored(
                                        fact,
                                        rollback.ref(),
                                        restores,
                                        reverts,
                                        Installation.isWhole(fact)))
                .forEach(happenings::add);
    }

    private static List<Edge> said(Installation use, Node rollback, String relation) {
        return EnvironmentRecords.counting(rollback, relation).filter(use::isSaidOf).toList();
    }

    /** In the order in which they happened. */
    List<Happening> happenings() {
        return happenings;
    }

    /** Every deployment that went into the environment. */
    Set<NodeRef> deployments() {
        return uses.keySet();
    }

    /** Every exposure of one of them. */
    Set<NodeRef> exposures() {
        return exposures;
    }

    /** What a deployment into this environment installed; nothing for any other. */
    Set<NodeRef> deployedBy(NodeRef deployment) {
        return uses.getOrDefault(deployment, List.of()).stream()
                .flatMap(use -> use.items().stream())
                .collect(Collectors.toSet());
    }

    /** What the deployments had installed that a rollback undoes. */
    Set<NodeRef> revertedBy(Restored rollback) {
        return rollback.reverts().stream()
                .flatMap(deployment -> reverted(deployment, rollback.fact()).stream())
                .collect(Collectors.toSet());
    }

    /** Of an id that was used again, the last use before. */
    private Set<NodeRef> reverted(NodeRef deployment, NodeFact rollback) {
        return uses.getOrDefault(deployment, List.of()).stream()
                .filter(use -> use.facts().getFirst().compareTo(rollback) < 0)
                .reduce((_, last) -> last)
                .map(Use::items)
                .orElseGet(() -> deployedBy(deployment));
    }

    /** The deployment that had begun last to install something by then, if it had not ended yet. */
    Optional<NodeRef> installing(NodeRef content, NodeFact then) {
        Set<NodeRef> done = new HashSet<>();
        for (Happening each : happenings.reversed()) {
            if (each.fact().compareTo(then) >= 0) {
                continue;
            }
            if (each instanceof Installed || each instanceof Failed) {
                done.add(each.subject());
            } else if (each instanceof Begun begun && begun.use().items().contains(content)) {
                return Optional.of(begun.subject()).filter(by -> !done.contains(by));
            }
        }
        return Optional.empty();
    }
}
