package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.finding.TestOutcomes;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.ReleaseDifference.Changed;
import dev.goldthread.core.trace.ReleaseDifference.Section;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a trace of a release has of a kind, and what two of them have that the other has not. */
final class TraceKinds {

    /** What was done. */
    static final Set<String> DONE = Set.of("Change", "ChangeRequest");

    /** What was asked for. */
    static final Set<String> ASKED = Set.of("Requirement", "RiskControl", "Claim");

    static final Set<String> SHIPPED = Set.of("Artifact", "Model");
    static final Set<String> SETTINGS = Set.of("Config", "Flag");

    private TraceKinds() {}

    static Section state(String name, NavigableSet<NodeRef> before, NavigableSet<NodeRef> after) {
        return new Section(name, without(after, before), without(before, after), List.of());
    }

    static List<NodeRef> without(NavigableSet<NodeRef> refs, NavigableSet<NodeRef> others) {
        return refs.stream().filter(ref -> !others.contains(ref)).toList();
    }

    static NavigableSet<NodeRef> followed(Scope scope, Set<String> types) {
        return sorted(
                scope.nodes().stream()
                        .map(Node::ref)
                        .filter(ref -> types.contains(ref.type()) && scope.follows(ref)));
    }

    /** By its manifest in force and what other events say. */
    static NavigableSet<NodeRef> included(Scope scope, Set<String> types) {
        return sorted(
                scope.node(scope.root()).stream()
                        .flatMap(release -> ReleaseContents.of(release).includes().stream())
                        .map(Edge::to)
                        .filter(ref -> types.contains(ref.type())));
    }

    static NavigableSet<NodeRef> sorted(Stream<NodeRef> refs) {
        NavigableSet<NodeRef> sorted = new TreeSet<>();
        refs.forEach(sorted::add);
        return sorted;
    }

    static Section contents(Scope before, Scope after) {
        return state("contents", included(before, SHIPPED), included(after, SHIPPED));
    }

    static Section tests(Scope before, Scope after) {
        return tests(outcomes(before), outcomes(after));
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
