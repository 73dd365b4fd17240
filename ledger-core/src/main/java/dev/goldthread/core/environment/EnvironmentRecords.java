package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Begun;
import dev.goldthread.core.environment.Happening.Configured;
import dev.goldthread.core.environment.Happening.Exposed;
import dev.goldthread.core.environment.Happening.Installed;
import dev.goldthread.core.environment.Happening.Restored;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gathers every event of a graph that says something about one environment. Links that are only
 * INFERRED do not count. For one thread.
 */
final class EnvironmentRecords {

    private final GraphView view;
    private final Node environment;
    private final List<Happening> happenings = new ArrayList<>();
    private final Map<NodeRef, Set<NodeRef>> releasesOf = new HashMap<>();
    private final Map<NodeRef, Node> settings = new HashMap<>();
    private final Map<NodeRef, Node> exposures = new HashMap<>();
    private final Map<NodeRef, Set<NodeRef>> deployed = new HashMap<>();

    private EnvironmentRecords(GraphView view, NodeRef environment) {
        this.view = view;
        this.environment = view.node(environment);
    }

    static EnvironmentRecords of(GraphView view, NodeRef environment) {
        EnvironmentRecords records = new EnvironmentRecords(view, environment);
        records.happenings.addAll(Looks.at(records.environment));
        records.addDeployments();
        records.learnReleases();
        records.addSettings();
        records.addExposures();
        records.happenings.sort(Comparator.comparing(Happening::fact));
        return records;
    }

    /** Whether anything is known of an environment, if only a link to it. */
    static boolean isKnown(GraphView view, Node environment) {
        return !environment.facts().isEmpty() || !view.effects(environment.ref()).isEmpty();
    }

    NodeRef environment() {
        return environment.ref();
    }

    /** In the order in which they happened. */
    List<Happening> happenings() {
        return happenings;
    }

    private void addDeployments() {
        Set<NodeRef> rollbacks = new TreeSet<>();
        for (NodeRef ref : causes(environment.ref(), "into", "Deployment")) {
            Node deployment = view.node(ref);
            Set<NodeRef> items = items(deployment);
            deployed.put(ref, items);
            deployment.facts().forEach(fact -> addDeployment(fact, deployment, items));
            rollbacks.addAll(causes(ref, "reverts", "Rollback"));
        }
        rollbacks.forEach(this::addRollback);
    }

    private void addDeployment(NodeFact fact, Node deployment, Set<NodeRef> items) {
        if (fact.type().equals("deployment.started")) {
            happenings.add(new Begun(fact, deployment.ref(), items));
        } else if (fact.type().equals("deployment.finished") && isDone(fact)) {
            Set<NodeRef> releases = new TreeSet<>(PriorApproval.releases(deployment, view));
            happenings.add(new Installed(fact, deployment.ref(), items, releases, isWhole(fact)));
        }
    }

    private void addRollback(NodeRef ref) {
        Node rollback = view.node(ref);
        List<Edge> restores = counting(rollback, "restores").toList();
        Set<NodeRef> reverted =
                counting(rollback, "reverts")
                        .flatMap(edge -> items(view.node(edge.to())).stream())
                        .collect(Collectors.toSet());
        rollback.facts().stream()
                .filter(fact -> fact.type().equals("rollback.finished"))
                .filter(fact -> isDone(fact))
                .map(fact -> new Restored(fact, ref, restores, reverted, isWhole(fact)))
                .forEach(happenings::add);
    }

    private static boolean isDone(NodeFact fact) {
        return isWhole(fact) || fact.data().text("outcome").equals(Optional.of("PARTIAL"));
    }

    private static boolean isWhole(NodeFact fact) {
        return fact.data().text("outcome").orElse("SUCCEEDED").equals("SUCCEEDED");
    }

    /**
     * What a deployment installs: what it names, or all of the release where it names that alone; a
     * model comes along with the artifact that packages it.
     */
    private Set<NodeRef> items(Node deployment) {
        Set<NodeRef> items = new LinkedHashSet<>();
        counting(deployment, "deploys").map(Edge::to).filter(Held::isContent).forEach(items::add);
        if (items.isEmpty()) {
            counting(deployment, "deploys")
                    .filter(edge -> edge.to().type().equals("Release"))
                    .flatMap(edge -> counting(view.node(edge.to()), "includes"))
                    .map(Edge::to)
                    .filter(Held::isContent)
                    .forEach(items::add);
        }
        List.copyOf(items).stream()
                .flatMap(item -> counting(view.node(item), "packages"))
                .map(Edge::to)
                .forEach(items::add);
        return items;
    }

    private void learnReleases() {
        Set<NodeRef> contents = new HashSet<>();
        deployed.values().forEach(contents::addAll);
        for (Happening each : happenings) {
            switch (each) {
                case Happening.Looked looked -> addTargets(looked.runs(), contents);
                case Happening.Changed changed -> addTargets(changed.runs(), contents);
                case Restored restored -> addTargets(restored.restores(), contents);
                case Begun _, Installed _, Configured _, Exposed _ -> {}
            }
        }
        contents.stream()
                .filter(Held::isContent)
                .forEach(item -> releasesOf.put(item, causes(item, "includes", "Release")));
    }

    private void addTargets(List<Edge> edges, Set<NodeRef> targets) {
        edges.forEach(edge -> targets.add(edge.to()));
    }

    private void addSettings() {
        Set<NodeRef> found = new TreeSet<>();
        counting(environment, "runs").map(Edge::to).filter(Held::isSetting).forEach(found::add);
        found.addAll(causes(environment.ref(), "appliesTo", "Config", "Flag"));
        Set<NodeRef> releases = new HashSet<>();
        releasesOf.values().forEach(releases::addAll);
        releases.forEach(ref -> found.addAll(causes(ref, "appliesTo", "Config", "Flag")));
        for (NodeRef ref : found) {
            Node setting = view.node(ref);
            settings.put(ref, setting);
            addAll(setting, "config.changed", "flag.", Configured::new);
        }
    }

    private void addExposures() {
        Set<NodeRef> found = new TreeSet<>();
        Stream.concat(deployed.keySet().stream(), settings.keySet().stream())
                .forEach(ref -> found.addAll(causes(ref, "exposes", "Exposure")));
        for (NodeRef ref : found) {
            Node exposure = view.node(ref);
            exposures.put(ref, exposure);
            addAll(exposure, "exposure.", "exposure.", Exposed::new);
        }
    }

    private interface Maker {
        Happening make(NodeFact fact, NodeRef subject);
    }

    private void addAll(Node node, String prefix, String otherPrefix, Maker maker) {
        Predicate<NodeFact> isOfType =
                fact -> fact.type().startsWith(prefix) || fact.type().startsWith(otherPrefix);
        node.facts().stream()
                .filter(isOfType)
                .forEach(fact -> happenings.add(maker.make(fact, node.ref())));
    }

    /** The nodes of these types that have such a link to the node. */
    private Set<NodeRef> causes(NodeRef to, String relation, String... types) {
        return view.effects(to).stream()
                .filter(edge -> edge.relation().equals(relation) && edge.counts())
                .map(Edge::from)
                .filter(from -> List.of(types).contains(from.type()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Edge> counting(Node node, String relation) {
        return Scope.causes(node, relation).filter(Edge::counts);
    }

    /** The releases that include an artifact or model which has been here. */
    Set<NodeRef> releasesOf(NodeRef content) {
        return releasesOf.getOrDefault(content, Set.of());
    }

    /** What of a release has been here: its artifacts, or its models where it has no artifact. */
    Set<NodeRef> contentsOf(NodeRef release) {
        Set<NodeRef> all =
                releasesOf.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(release))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        Set<NodeRef> artifacts =
                all.stream()
                        .filter(ref -> ref.type().equals("Artifact"))
                        .collect(Collectors.toSet());
        return artifacts.isEmpty() ? all : artifacts;
    }

    /** Under which name something is published, with its type; empty when it has none. */
    Optional<String> nameOf(NodeRef content) {
        return view.node(content).text("name").map(name -> content.type() + " " + name);
    }

    /** A configuration or flag that may be in force here. */
    Node setting(NodeRef ref) {
        return Optional.ofNullable(settings.get(ref)).orElseGet(() -> view.node(ref));
    }

    Node exposure(NodeRef ref) {
        return Optional.ofNullable(exposures.get(ref)).orElseGet(() -> view.node(ref));
    }

    /** What a deployment into this environment installed; nothing for any other. */
    Set<NodeRef> deployedBy(NodeRef deployment) {
        return deployed.getOrDefault(deployment, Set.of());
    }
}
