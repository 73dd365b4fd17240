package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Begun;
import dev.goldthread.core.environment.Happening.Configured;
import dev.goldthread.core.environment.Happening.Exposed;
import dev.goldthread.core.environment.Happening.Installed;
import dev.goldthread.core.environment.Happening.Restored;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private final Map<NodeRef, List<Put>> uses = new HashMap<>();

    /**
     * What one use of a deployment's id put there.
     *
     * @param items the artifacts and models, with those that they package
     * @param releases by name or by what they include
     */
    private record Put(Installation by, Set<NodeRef> items, Set<NodeRef> releases) {}

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
            List<Put> all =
                    Installation.of(view.node(ref), view).stream()
                            .filter(use -> use.environments().contains(environment.ref()))
                            .map(this::put)
                            .toList();
            uses.put(ref, all);
            all.forEach(use -> use.by().facts().forEach(fact -> addDeployment(fact, ref, use)));
            rollbacks.addAll(causes(ref, "reverts", "Rollback"));
        }
        rollbacks.forEach(this::addRollback);
    }

    /** Of a release of which nothing was known when it was installed, what is known of it now. */
    private Put put(Installation use) {
        Set<NodeRef> items =
                use.items().stream()
                        .flatMap(
                                item ->
                                        Held.isContent(item)
                                                ? Stream.of(item)
                                                : ReleaseContents.of(view.node(item)).content())
                        .collect(Collectors.toCollection(TreeSet::new));
        List.copyOf(items).stream()
                .flatMap(item -> counting(view.node(item), "packages"))
                .map(Edge::to)
                .forEach(items::add);
        Set<NodeRef> releases = new TreeSet<>(use.named());
        items.forEach(item -> ReleaseContents.including(item, view).forEach(releases::add));
        return new Put(use, items, releases);
    }

    private void addDeployment(NodeFact fact, NodeRef deployment, Put use) {
        if (fact.type().equals("deployment.started")) {
            happenings.add(new Begun(fact, deployment, use.items()));
        } else if (fact.type().equals("deployment.finished") && isDone(fact)) {
            happenings.add(
                    new Installed(fact, deployment, use.items(), use.releases(), isWhole(fact)));
        }
    }

    private void addRollback(NodeRef ref) {
        Node rollback = view.node(ref);
        List<Edge> restores = counting(rollback, "restores").toList();
        List<NodeRef> reverts = counting(rollback, "reverts").map(Edge::to).toList();
        rollback.facts().stream()
                .filter(fact -> fact.type().equals("rollback.finished"))
                .filter(fact -> isDone(fact))
                .map(
                        fact ->
                                new Restored(
                                        fact,
                                        ref,
                                        restores,
                                        reverted(reverts, fact),
                                        isWhole(fact)))
                .forEach(happenings::add);
    }

    private Set<NodeRef> reverted(List<NodeRef> deployments, NodeFact rollback) {
        return deployments.stream()
                .flatMap(deployment -> reverted(deployment, rollback).stream())
                .collect(Collectors.toSet());
    }

    /** Of an id that was used again, the last use before. */
    private Set<NodeRef> reverted(NodeRef deployment, NodeFact rollback) {
        return uses.getOrDefault(deployment, List.of()).stream()
                .filter(use -> use.by().facts().getFirst().compareTo(rollback) < 0)
                .reduce((_, last) -> last)
                .map(Put::items)
                .orElseGet(() -> deployedBy(deployment));
    }

    private static boolean isDone(NodeFact fact) {
        return isWhole(fact) || fact.data().text("outcome").equals(Optional.of("PARTIAL"));
    }

    private static boolean isWhole(NodeFact fact) {
        return fact.data().text("outcome").orElse("SUCCEEDED").equals("SUCCEEDED");
    }

    private void learnReleases() {
        Set<NodeRef> contents = new HashSet<>();
        uses.keySet().forEach(ref -> contents.addAll(deployedBy(ref)));
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
            Declaration.of(setting).stream()
                    .filter(said -> concerns(said, releases))
                    .map(said -> new Configured(said.fact(), ref, said.appliesTo()))
                    .forEach(happenings::add);
        }
    }

    /** What is set elsewhere changes nothing here, whoever of both has the setting. */
    private boolean concerns(Declaration said, Set<NodeRef> releases) {
        return said.appliesTo().isEmpty()
                || said.appliesTo().contains(environment.ref())
                || said.releases().anyMatch(releases::contains);
    }

    private void addExposures() {
        Set<NodeRef> found = new TreeSet<>();
        Stream.concat(uses.keySet().stream(), settings.keySet().stream())
                .forEach(ref -> found.addAll(causes(ref, "exposes", "Exposure")));
        for (NodeRef ref : found) {
            Node exposure = view.node(ref);
            exposures.put(ref, exposure);
            exposure.facts().stream()
                    .filter(fact -> fact.type().startsWith("exposure."))
                    .forEach(fact -> happenings.add(new Exposed(fact, ref)));
        }
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
        return uses.getOrDefault(deployment, List.of()).stream()
                .flatMap(use -> use.items().stream())
                .collect(Collectors.toSet());
    }
}
