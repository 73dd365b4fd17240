package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Traversal;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.ReleaseDifference.Changed;
import dev.goldthread.core.trace.ReleaseDifference.Section;
import dev.goldthread.core.walk.Scope;
import dev.goldthread.core.walk.TraceFilter;
import dev.goldthread.core.walk.Walk;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds two releases against each other. A release's own trace reaches back to the one before, so
 * what was done between two releases of one line is in the traces of all that lie between.
 */
final class DifferenceMaker {

    private static final Set<String> WORKS_ON = Set.of("addresses", "affects", "implements");

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
                Optional.empty(),
                asOf,
                isLineage,
                List.of(
                        work("changes", TraceKinds.DONE, line, before, isLineage),
                        work("requirements", TraceKinds.ASKED, line, before, isLineage),
                        TraceKinds.contents(before, after),
                        ComponentDifference.between(before, after),
                        TraceKinds.tests(before, after),
                        TraceKinds.state(
                                "configuration",
                                TraceKinds.followed(before, TraceKinds.SETTINGS),
                                TraceKinds.followed(after, TraceKinds.SETTINGS))));
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
        NavigableSet<NodeRef> earlier = TraceKinds.followed(before, types);
        return isLineage
                ? new Section(
                        name,
                        TraceKinds.without(after, earlier),
                        List.of(),
                        again(line, before, types))
                : TraceKinds.state(name, earlier, after);
    }

    private static NavigableSet<NodeRef> after(List<Scope> line, Set<String> types) {
        NavigableSet<NodeRef> after = new TreeSet<>();
        line.forEach(scope -> after.addAll(TraceKinds.followed(scope, types)));
        return after;
    }

    /** What the earlier release had too, and what was done on the way worked on again. */
    private static List<Changed> again(List<Scope> line, Scope before, Set<String> types) {
        Set<NodeRef> earlier = TraceKinds.followed(before, types);
        List<NodeRef> work =
                TraceKinds.without(
                        after(line, TraceKinds.DONE), TraceKinds.followed(before, TraceKinds.DONE));
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
}
