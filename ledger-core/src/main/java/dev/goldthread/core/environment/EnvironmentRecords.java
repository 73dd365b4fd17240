package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Configured;
import dev.goldthread.core.environment.Happening.Exposed;
import dev.goldthread.core.environment.Happening.Looked;
import dev.goldthread.core.event.NodeRef;
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
import org.jspecify.annotations.Nullable;

/**
 * Gathers every event of a graph that says something about one environment. Links that are only
 * INFERRED do not count. What a deployment installed is read when it matters. For one thread.
 */
final class EnvironmentRecords {

    private static final Set<String> SETTING = Set.of("Config", "Flag");
    private static final Set<String> EXPOSURE = Set.of("Exposure");
    private static final Set<String> RELEASE = Set.of("Release");

    private final GraphView view;
    private final Node environment;
    private final List<Happening> looks;
    private final Installations installations;
    private final Map<NodeRef, Set<NodeRef>> releasesOf = new HashMap<>();
    private final Map<NodeRef, List<Set<NodeRef>>> contentsOf = new HashMap<>();
    private final Map<NodeRef, Node> settings = new HashMap<>();
    private final Map<NodeRef, List<Declaration>> declarations = new HashMap<>();
    private final Map<NodeRef, Node> exposures = new HashMap<>();
    private @Nullable Set<NodeRef> everHere;

    private EnvironmentRecords(GraphView view, NodeRef environment) {
        this.view = view;
        this.environment = view.node(environment);
        looks = Looks.at(this.environment);
        installations = Installations.in(environment, view);
    }

    static EnvironmentRecords of(GraphView view, NodeRef environment) {
        return new EnvironmentRecords(view, environment);
    }

    /** Whether anything is known of an environment, if only a link to it. */
    static boolean isKnown(GraphView view, Node environment) {
        return !environment.facts().isEmpty() || !view.effects(environment.ref()).isEmpty();
    }

    NodeRef environment() {
        return environment.ref();
    }

    /** What was installed, whether or not anybody saw it. */
    Installations installations() {
        return installations;
    }

    /** The whole looks, in order. */
    List<Looked> wholeLooks() {
        return looks.stream()
                .filter(Looked.class::isInstance)
                .map(Looked.class::cast)
                .filter(Looked::whole)
                .toList();
    }

    /** In the order in which they happened. */
    List<Happening> happenings() {
        return happenings(everHere());
    }

    /**
     * As the other, without what was only ever set for releases of which nothing has been here
     * since then: it is not in force since then.
     */
    List<Happening> happeningsFor(NodeFact then) {
        return happenings(
                happened()
                        .filter(each -> each.fact().compareTo(then) >= 0)
                        .flatMap(Happening::contents)
                        .collect(Collectors.toSet()));
    }

    /** Artifacts and models that were installed, seen or to be installed at any time. */
    private Set<NodeRef> everHere() {
        Set<NodeRef> known = everHere;
        if (known == null) {
            known =
                    Stream.concat(
                                    installations.deployments().stream()
                                            .flatMap(ref -> installations.deployedBy(ref).stream())
                                            .filter(ReleaseContents::isContent),
                                    happened().flatMap(Happening::contents))
                            .collect(Collectors.toSet());
            everHere = known;
        }
        return known;
    }

    /** What was seen and installed; in no order. */
    private Stream<Happening> happened() {
        return Stream.concat(looks.stream(), installations.happenings().stream());
    }

    private List<Happening> happenings(Set<NodeRef> contents) {
        Set<NodeRef> releases = new HashSet<>();
        contents.forEach(item -> releases.addAll(releasesOf(item)));
        List<Happening> all = happened().collect(Collectors.toCollection(ArrayList::new));
        Set<NodeRef> found = settings(releases);
        found.forEach(ref -> all.addAll(configured(ref, releases)));
        all.addAll(exposed(found));
        all.sort(Comparator.comparing(Happening::fact));
        return all;
    }

    private Set<NodeRef> settings(Set<NodeRef> releases) {
        Set<NodeRef> found = new TreeSet<>();
        counting(environment, "runs").map(Edge::to).filter(Held::isSetting).forEach(found::add);
        found.addAll(effects(environment.ref(), "appliesTo", view, SETTING));
        releases.forEach(ref -> found.addAll(effects(ref, "appliesTo", view, SETTING)));
        return found;
    }

    private List<Configured> configured(NodeRef setting, Set<NodeRef> releases) {
        return declarations(setting).stream()
                .filter(said -> concerns(said, releases))
                .map(said -> new Configured(said.fact(), setting, said.appliesTo()))
                .toList();
    }

    private List<Declaration> declarations(NodeRef setting) {
        return declarations.computeIfAbsent(setting, ref -> Declaration.of(setting(ref)));
    }

    /** What is set elsewhere changes nothing here, whoever of both has the setting. */
    private boolean concerns(Declaration said, Set<NodeRef> releases) {
        return said.appliesTo().isEmpty()
                || said.appliesTo().contains(environment.ref())
                || said.releases().anyMatch(releases::contains);
    }

    /** Whether it may be in force or not by what runs here, and not by its own events alone. */
    boolean goesWithReleases(NodeRef setting) {
        return declarations(setting).stream()
                .anyMatch(
                        said ->
                                said.releases().findAny().isPresent()
                                        && !said.appliesTo().contains(environment.ref()));
    }

    private List<Exposed> exposed(Set<NodeRef> settingsFound) {
        Set<NodeRef> found = new TreeSet<>(installations.exposures());
        settingsFound.forEach(ref -> found.addAll(effects(ref, "exposes", view, EXPOSURE)));
        return found.stream()
                .flatMap(
                        ref ->
                                exposure(ref).facts().stream()
                                        .filter(fact -> fact.type().startsWith("exposure."))
                                        .map(fact -> new Exposed(fact, ref)))
                .toList();
    }

    /** The nodes of these types that have such a link to the node, in order. */
    static Set<NodeRef> effects(NodeRef to, String relation, GraphView view, Set<String> types) {
        Set<NodeRef> found = new TreeSet<>();
        for (Edge edge : view.effects(to, relation)) {
            if (types.contains(edge.from().type()) && edge.counts()) {
                found.add(edge.from());
            }
        }
        return found;
    }

    static Stream<Edge> counting(Node node, String relation) {
        return Scope.causes(node, relation).filter(Edge::counts);
    }

    /** The releases that include an artifact or model which has been here. */
    Set<NodeRef> releasesOf(NodeRef content) {
        return ReleaseContents.isContent(content)
                ? releasesOf.computeIfAbsent(
                        content, ref -> effects(ref, "includes", view, RELEASE))
                : Set.of();
    }

    /**
     * What has to run of a release for it to run whole, by each of its manifests: its artifacts,
     * and the models that none of these packages.
     */
    List<Set<NodeRef>> contentsOf(NodeRef release) {
        return contentsOf.computeIfAbsent(
                release,
                ref ->
                        ReleaseContents.manifests(view.node(ref)).stream()
                                .map(this::withoutPackaged)
                                .filter(contents -> !contents.isEmpty())
                                .toList());
    }

    private Set<NodeRef> withoutPackaged(ReleaseContents contents) {
        Set<NodeRef> all = contents.content().collect(Collectors.toSet());
        contents.content()
                .flatMap(item -> counting(view.node(item), "packages"))
                .map(Edge::to)
                .forEach(all::remove);
        return all;
    }

    /** Under which name something is published, with its type; empty when it has none. */
    Optional<String> nameOf(NodeRef content) {
        return view.node(content).text("name").map(name -> content.type() + " " + name);
    }

    /** A configuration or flag that may be in force here. */
    Node setting(NodeRef ref) {
        return settings.computeIfAbsent(ref, view::node);
    }

    Node exposure(NodeRef ref) {
        return exposures.computeIfAbsent(ref, view::node);
    }
}
