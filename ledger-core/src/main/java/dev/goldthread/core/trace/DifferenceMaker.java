package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Traversal;
import dev.goldthread.core.finding.MissingParts;
import dev.goldthread.core.finding.ShortBill;
import dev.goldthread.core.finding.TestOutcomes;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.ReleaseDifference.Changed;
import dev.goldthread.core.trace.ReleaseDifference.Section;
import dev.goldthread.core.trace.ReleaseDifference.Unlisted;
import dev.goldthread.core.walk.Scope;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Holds two releases against each other. A release's own trace reaches back to the one before, so
 * what was done between two releases of one line is in the traces of all that lie between.
 */
final class DifferenceMaker {

    private static final Set<String> DONE = Set.of("Change", "ChangeRequest");
    private static final Set<String> ASKED = Set.of("Requirement", "RiskControl", "Claim");
    private static final Set<String> WORKS_ON = Set.of("addresses", "affects", "implements");
    private static final Set<String> SHIPPED = Set.of("Artifact", "Model");
    private static final Set<String> SET = Set.of("Config", "Flag");

    private final GraphView view;
    private final GraphView.Position asOf;
    private final Traversal traversal;

    private DifferenceMaker(GraphView view, GraphView.Position asOf, Traversal traversal) {
        this.view = view;
        this.asOf = asOf;
        this.traversal = traversal;
    }

    static ReleaseDifference between(
            GraphView view,
            GraphView.Position asOf,
            Traversal traversal,
            NodeRef from,
            NodeRef to) {
        return new DifferenceMaker(view, asOf, traversal).between(from, to);
    }

    private ReleaseDifference between(NodeRef from, NodeRef to) {
        Set<NodeRef> between = after(from, to);
        boolean isLineage = from.equals(to) || !between.isEmpty();
        Scope before = scope(from);
        Scope after = scope(to);
        List<Scope> line = isLineage ? between.stream().map(this::scope).toList() : List.of(after);
        return new ReleaseDifference(
                from,
                to,
                asOf,
                isLineage,
                List.of(
                        work("changes", DONE, line, before, isLineage),
                        work("requirements", ASKED, line, before, isLineage),
                        state("contents", included(before, SHIPPED), included(after, SHIPPED)),
                        components(before, after),
                        tests(outcomes(before), outcomes(after)),
                        state("configuration", followed(before, SET), followed(after, SET))));
    }

    /** The releases of the line after {@code from}, as far as {@code to}; none without a line. */
    private Set<NodeRef> after(NodeRef from, NodeRef to) {
        NavigableSet<NodeRef> line = new TreeSet<>();
        return leadsTo(from, to, line, new HashSet<>()) ? line : Set.of();
    }

    private boolean leadsTo(
            NodeRef from, NodeRef release, NavigableSet<NodeRef> line, Set<NodeRef> seen) {
        if (release.equals(from)) {
            return true;
        }
        if (!seen.add(release)) {
            return line.contains(release);
        }
        boolean leads = false;
        for (NodeRef before : superseded(release)) {
            leads |= leadsTo(from, before, line, seen);
        }
        if (leads) {
            line.add(release);
        }
        return leads;
    }

    private List<NodeRef> superseded(NodeRef release) {
        return Scope.causes(view.node(release), "supersedes")
                .map(Edge::to)
                .filter(to -> to.type().equals("Release"))
                .distinct()
                .sorted()
                .toList();
    }

    private Scope scope(NodeRef release) {
        return new Scope(view, Walk.along(view, release, traversal, TraceFilter.NONE), asOf);
    }

    /**
     * What was done on the way and was not done before is added; nothing that was done is taken
     * back by a later one.
     */
    private static Section work(
            String name, Set<String> types, List<Scope> line, Scope before, boolean isLineage) {
        NavigableSet<NodeRef> after = after(line, types);
        NavigableSet<NodeRef> earlier = followed(before, types);
        return isLineage
                ? new Section(name, without(after, earlier), List.of(), again(line, before, types))
                : state(name, earlier, after);
    }

    private static NavigableSet<NodeRef> after(List<Scope> line, Set<String> types) {
        NavigableSet<NodeRef> after = new TreeSet<>();
        line.forEach(scope -> after.addAll(followed(scope, types)));
        return after;
    }

    /** What the earlier release had too, and what was done on the way worked on again. */
    private static List<Changed> again(List<Scope> line, Scope before, Set<String> types) {
        Set<NodeRef> earlier = followed(before, types);
        List<NodeRef> work = without(after(line, DONE), followed(before, DONE));
        NavigableSet<NodeRef> again = new TreeSet<>();
        for (Scope scope : line) {
            work.stream()
                    .flatMap(ref -> scope.node(ref).stream())
                    .flatMap(node -> node.causes().stream())
                    .filter(edge -> edge.counts() && WORKS_ON.contains(edge.relation()))
                    .map(Edge::to)
                    .filter(earlier::contains)
                    .forEach(again::add);
        }
        return again.stream()
                .map(ref -> new Changed(ref, ref, revision(ref, before), revision(ref, line)))
                .toList();
    }

    private static Optional<String> revision(NodeRef ref, List<Scope> line) {
        return line.stream()
                .flatMap(scope -> revision(ref, scope).stream())
                .reduce((_, last) -> last);
    }

    /** In which revision it was when the release was put together. */
    private static Optional<String> revision(NodeRef ref, Scope scope) {
        Optional<NodeFact> release = scope.node(scope.root()).flatMap(DifferenceMaker::made);
        return scope.node(ref).stream()
                .flatMap(Node::statements)
                .filter(
                        fact ->
                                release.filter(
                                                made ->
                                                        !fact.occurredAt()
                                                                .isAfter(made.occurredAt()))
                                        .isPresent())
                .flatMap(fact -> fact.data().text("revision").stream())
                .reduce((_, last) -> last);
    }

    private static Optional<NodeFact> made(Node release) {
        return release.latest("release.manifested").or(() -> release.latest("release.created"));
    }

    private static Section state(
            String name, NavigableSet<NodeRef> before, NavigableSet<NodeRef> after) {
        return new Section(name, without(after, before), without(before, after), List.of());
    }

    private static List<NodeRef> without(NavigableSet<NodeRef> refs, NavigableSet<NodeRef> others) {
        return refs.stream().filter(ref -> !others.contains(ref)).toList();
    }

    private static NavigableSet<NodeRef> followed(Scope scope, Set<String> types) {
        return sorted(
                scope.nodes().stream()
                        .map(Node::ref)
                        .filter(ref -> types.contains(ref.type()) && scope.follows(ref)));
    }

    private static NavigableSet<NodeRef> included(Scope scope, Set<String> types) {
        return sorted(
                scope.node(scope.root()).stream()
                        .flatMap(release -> Scope.causes(release, "includes"))
                        .map(Edge::to)
                        .filter(ref -> types.contains(ref.type())));
    }

    private static NavigableSet<NodeRef> components(Scope scope) {
        return sorted(
                included(scope, SHIPPED).stream()
                        .flatMap(ref -> scope.node(ref).stream())
                        .flatMap(artifact -> Scope.causes(artifact, "contains"))
                        .map(Edge::to));
    }

    /** Held against each other only where both bills of materials are whole. */
    private static Section components(Scope before, Scope after) {
        List<Unlisted> notKnown =
                Stream.of(before, after).flatMap(DifferenceMaker::unlisted).distinct().toList();
        return notKnown.isEmpty()
                ? components(components(before), components(after))
                : new Section("components", List.of(), List.of(), List.of(), notKnown);
    }

    private static Stream<Unlisted> unlisted(Scope scope) {
        NodeRef release = scope.root();
        NavigableSet<NodeRef> artifacts = included(scope, Set.of("Artifact"));
        if (artifacts.isEmpty()) {
            return Stream.of(new Unlisted(release, release, "it includes no artifact"));
        }
        return artifacts.stream()
                .flatMap(
                        artifact ->
                                unlisted(scope.node(artifact))
                                        .map(why -> new Unlisted(release, artifact, why))
                                        .stream());
    }

    private static Optional<String> unlisted(Optional<Node> artifact) {
        if (artifact.flatMap(node -> node.latest("sbom.attached")).isEmpty()) {
            return Optional.of("no bill of materials says what it contains");
        }
        return MissingParts.of(artifact.get()).stream()
                .filter(MissingParts::isOfBill)
                .findFirst()
                .map(
                        missing ->
                                "%d of %d parts of its bill of materials have not come"
                                        .formatted(missing.count(), missing.total()))
                .or(() -> ShortBill.of(artifact.get()).stream().findFirst().map(ShortBill::text));
    }

    private static NavigableSet<NodeRef> sorted(Stream<NodeRef> refs) {
        NavigableSet<NodeRef> sorted = new TreeSet<>();
        refs.forEach(sorted::add);
        return sorted;
    }

    /** A package of the same name in another version is changed; there may be several versions. */
    private static Section components(NavigableSet<NodeRef> before, NavigableSet<NodeRef> after) {
        List<NodeRef> added = new ArrayList<>(without(after, before));
        List<NodeRef> removed = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        for (NodeRef gone : without(before, after)) {
            Optional<NodeRef> other =
                    added.stream()
                            .filter(ref -> packageOf(ref).equals(packageOf(gone)))
                            .findFirst();
            if (other.isEmpty()) {
                removed.add(gone);
            } else {
                added.remove(other.get());
                changed.add(
                        new Changed(gone, other.get(), versionOf(gone), versionOf(other.get())));
            }
        }
        return new Section("components", added, removed, changed);
    }

    /** A purl up to its version (purl specification, "Rules for each purl component"). */
    private static String packageOf(NodeRef component) {
        int at = versionAt(component.id());
        return at < 0 ? component.id() : component.id().substring(0, at);
    }

    private static Optional<String> versionOf(NodeRef component) {
        int at = versionAt(component.id());
        return at < 0 ? Optional.empty() : Optional.of(component.id().substring(at + 1));
    }

    private static int versionAt(String purl) {
        return purl.indexOf('@', Math.max(0, purl.lastIndexOf('/')));
    }

    private static Map<NodeRef, String> outcomes(Scope scope) {
        TreeMap<NodeRef, String> outcomes = new TreeMap<>();
        scope.nodes("TestCase")
                .map(Node::ref)
                .forEach(
                        test ->
                                TestOutcomes.decisive(test, scope)
                                        .ifPresent(
                                                run ->
                                                        outcomes.put(
                                                                test,
                                                                run.outcome().orElse("SKIPPED"))));
        return outcomes;
    }

    /** Tests that ran; changed is another outcome than before. */
    private static Section tests(Map<NodeRef, String> before, Map<NodeRef, String> after) {
        Function<NodeRef, Changed> changed =
                test ->
                        new Changed(
                                test,
                                test,
                                Optional.ofNullable(before.get(test)),
                                Optional.ofNullable(after.get(test)));
        return new Section(
                "tests",
                after.keySet().stream().filter(test -> !before.containsKey(test)).toList(),
                before.keySet().stream().filter(test -> !after.containsKey(test)).toList(),
                before.keySet().stream()
                        .filter(after::containsKey)
                        .map(changed)
                        .filter(each -> !each.stateBefore().equals(each.stateAfter()))
                        .toList());
    }
}
