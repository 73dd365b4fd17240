package dev.goldthread.core.trace;

import static dev.goldthread.core.finding.SuspectLinks.isInForce;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.CoverageRule;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.TestOutcomes;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.Matrix.Confirmed;
import dev.goldthread.core.trace.Matrix.Found;
import dev.goldthread.core.trace.Matrix.Item;
import dev.goldthread.core.trace.Matrix.Result;
import dev.goldthread.core.trace.Matrix.Row;
import dev.goldthread.core.trace.Matrix.Test;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes single rows of a matrix. Links that are only INFERRED make no cell. What a link says of one
 * id it says of the thing, which stands in its cell once, with its other ids beside it.
 */
final class RowMaker {

    private final Scope scope;
    private final Map<NodeRef, List<Finding>> findings = new HashMap<>();

    RowMaker(Scope scope, Trace trace) {
        this.scope = scope;
        trace.nodes().forEach(node -> findings.put(node.node().ref(), node.findings()));
    }

    Row ofRequirement(Node requirement) {
        Set<NodeRef> above = new LinkedHashSet<>();
        collectAbove(requirement, above);
        List<Node> thread =
                Stream.concat(Stream.of(requirement), above.stream().map(scope.view()::node))
                        .toList();
        List<Node> controls =
                effects(requirement.ref(), "implementedBy")
                        .filter(link -> isInForce(link, scope.view().node(link.from())))
                        .map(link -> scope.shown(link.from()))
                        .distinct()
                        .flatMap(control -> scope.node(control).stream())
                        .toList();
        List<Node> needs = thread.stream().filter(RowMaker::isUserNeed).toList();
        List<Node> requirements =
                thread.reversed().stream().filter(node -> !isUserNeed(node)).toList();
        List<Node> covered = Stream.concat(Stream.of(requirement), controls.stream()).toList();
        return row(
                covered,
                needs,
                requirements,
                mitigated(controls),
                controls,
                List.of(needs, requirements, controls));
    }

    Row ofControl(Node control) {
        List<Node> controls = List.of(control);
        return row(
                controls, List.of(), List.of(), mitigated(controls), controls, List.of(controls));
    }

    /** Of one that no control lowers: nothing covers it. */
    Row ofHazard(Node hazard) {
        List<Node> hazards = List.of(hazard);
        return row(hazards, List.of(), List.of(), hazards, List.of(), List.of(hazards));
    }

    /**
     * @param covered what tests of the row are of; the row is about the first
     * @param judged of which findings are told, beside the changes
     */
    private Row row(
            List<Node> covered,
            List<Node> needs,
            List<Node> requirements,
            List<Node> hazards,
            List<Node> controls,
            List<List<Node>> judged) {
        List<Node> changes = changes(covered);
        return new Row(
                covered.getFirst().ref(),
                items(needs),
                items(requirements),
                items(hazards),
                items(controls),
                items(changes),
                covered.stream().flatMap(this::tests).toList(),
                confirmations(covered, List.of(needs, requirements, hazards, controls)),
                Stream.concat(judged.stream(), Stream.of(changes))
                        .flatMap(List::stream)
                        .flatMap(this::found)
                        .toList());
    }

    private List<Node> mitigated(List<Node> controls) {
        return controls.stream()
                .flatMap(this::ids)
                .flatMap(
                        control ->
                                Scope.causes(control, "mitigates")
                                        .filter(Edge::counts)
                                        .filter(link -> isInForce(link, control)))
                .map(Edge::to)
                .distinct()
                .map(scope.view()::node)
                .toList();
    }

    private List<Confirmed> confirmations(List<Node> covered, List<List<Node>> cells) {
        List<Node> nodes = cells.stream().flatMap(List::stream).flatMap(this::ids).toList();
        Set<NodeRef> refs = nodes.stream().map(Node::ref).collect(Collectors.toSet());
        Stream<Edge> own =
                nodes.stream()
                        .flatMap(
                                node ->
                                        node.causes().stream()
                                                .filter(Edge::counts)
                                                .filter(link -> refs.contains(link.to()))
                                                .filter(link -> isInForce(link, node)));
        Stream<Edge> ofTests =
                covered.stream().flatMap(node -> CoverageRule.tests(node.ref(), scope));
        return Stream.concat(own, ofTests)
                .flatMap(link -> Confirmed.of(link, scope.view(), scope.crosswalks()).stream())
                .distinct()
                .toList();
    }

    /** Nearest first; a circle ends where it began. */
    private void collectAbove(Node node, Set<NodeRef> above) {
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node below = open.remove();
            ids(below)
                    .flatMap(
                            each ->
                                    Scope.causes(each, "refines")
                                            .filter(Edge::counts)
                                            .filter(link -> isInForce(link, each)))
                    .map(link -> scope.shown(link.to()))
                    .filter(ref -> !ref.equals(below.ref()))
                    .filter(above::add)
                    .map(scope.view()::node)
                    .forEach(open::add);
        }
    }

    /**
     * What carries it out, itself or by the request that asks for it. A hazard is judged by each of
     * its ids, so what is done for one of them is told of that one.
     */
    private List<Node> changes(List<Node> covered) {
        Set<NodeRef> asked = new TreeSet<>();
        for (Node node : covered) {
            List<NodeRef> ids = scope.judgedWith(node.ref());
            asked.addAll(ids);
            Stream.of("addresses", "affects")
                    .flatMap(relation -> ids.stream().flatMap(id -> scope.effects(id, relation)))
                    .filter(Edge::counts)
                    .map(Edge::from)
                    .filter(request -> request.type().equals("ChangeRequest"))
                    .forEach(asked::add);
        }
        return asked.stream()
                .flatMap(ref -> scope.effects(ref, "implements").filter(Edge::counts))
                .map(Edge::from)
                .filter(ref -> ref.type().equals("Change"))
                .distinct()
                .sorted()
                .flatMap(ref -> scope.node(ref).stream())
                .toList();
    }

    private Stream<Test> tests(Node covered) {
        return CoverageRule.tests(covered.ref(), scope)
                .map(
                        link ->
                                new Test(
                                        item(scope.view().node(link.from())),
                                        link.to(),
                                        link.revision(),
                                        TestOutcomes.decisive(link.from(), scope)
                                                .map(run -> Result.of(run, scope::testedBy))));
    }

    /** What is found of all its ids alike is told once, of the one that is shown. */
    private Stream<Found> found(Node node) {
        Set<Finding> told = new HashSet<>();
        Stream<NodeRef> others =
                scope.judgedWith(node.ref()).stream().filter(id -> !id.equals(node.ref()));
        return Stream.concat(Stream.of(node.ref()), others)
                .flatMap(
                        id ->
                                findings.getOrDefault(id, List.of()).stream()
                                        .filter(told::add)
                                        .map(finding -> new Found(id, finding)));
    }

    private Stream<Edge> effects(NodeRef ref, String relation) {
        return scope.effectsOnAll(ref, relation).filter(Edge::counts);
    }

    private Stream<Node> ids(Node node) {
        return scope.judgedWith(node.ref()).stream().map(scope.view()::node);
    }

    private static boolean isUserNeed(Node node) {
        return node.text("level").equals(Optional.of("USER_NEED"));
    }

    private List<Item> items(List<Node> nodes) {
        return nodes.stream().map(this::item).toList();
    }

    private Item item(Node node) {
        return Item.of(node, scope.crosswalks());
    }
}
