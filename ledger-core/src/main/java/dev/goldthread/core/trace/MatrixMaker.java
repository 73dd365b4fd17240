package dev.goldthread.core.trace;

import static dev.goldthread.core.finding.SuspectLinks.isInForce;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.CoverageRule;
import dev.goldthread.core.finding.CoveredByOthers;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.RequiredEvidence;
import dev.goldthread.core.finding.TestOutcomes;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.trace.Matrix.Approved;
import dev.goldthread.core.trace.Matrix.Confirmed;
import dev.goldthread.core.trace.Matrix.Found;
import dev.goldthread.core.trace.Matrix.Item;
import dev.goldthread.core.trace.Matrix.Result;
import dev.goldthread.core.trace.Matrix.Row;
import dev.goldthread.core.trace.Matrix.Test;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays a judged trace of a release out in rows. Links that are only INFERRED make no cell. */
final class MatrixMaker {

    private final Scope scope;
    private final Trace trace;
    private final CoveredByOthers others;
    private final Map<NodeRef, List<Finding>> findings = new HashMap<>();

    private MatrixMaker(Scope scope, Trace trace) {
        this.scope = scope;
        this.trace = trace;
        this.others = new CoveredByOthers(scope, RequiredEvidence.OF_RELEASE);
        trace.nodes().forEach(node -> findings.put(node.node().ref(), node.findings()));
    }

    static Matrix make(Scope scope, Trace trace, Completeness completeness) {
        MatrixMaker maker = new MatrixMaker(scope, trace);
        Stream<Row> requirements =
                scope.nodes("Requirement")
                        .filter(node -> !maker.others.isRefined(node))
                        .map(maker::ofRequirement);
        Stream<Row> controls =
                scope.nodes("RiskControl")
                        .filter(control -> !maker.isInARow(control))
                        .map(maker::ofControl);
        return new Matrix(
                trace.root(),
                trace.asOf(),
                Stream.concat(requirements, controls).toList(),
                maker.approvals(),
                maker.deployments(),
                completeness);
    }

    private Row ofRequirement(Node requirement) {
        Set<NodeRef> above = new LinkedHashSet<>();
        collectAbove(requirement, above);
        List<Node> thread =
                Stream.concat(Stream.of(requirement), above.stream().map(scope.view()::node))
                        .toList();
        List<Node> controls =
                effects(scope, requirement.ref(), "implementedBy")
                        .filter(link -> isInForce(link, scope.view().node(link.from())))
                        .map(Edge::from)
                        .distinct()
                        .flatMap(control -> scope.node(control).stream())
                        .toList();
        return row(
                requirement,
                thread.stream().filter(MatrixMaker::isUserNeed).toList(),
                thread.reversed().stream().filter(node -> !isUserNeed(node)).toList(),
                controls);
    }

    private Row ofControl(Node control) {
        return row(control, List.of(), List.of(), List.of(control));
    }

    private Row row(Node subject, List<Node> needs, List<Node> requirements, List<Node> controls) {
        List<Node> covered =
                controls.stream().anyMatch(control -> control.ref().equals(subject.ref()))
                        ? controls
                        : Stream.concat(Stream.of(subject), controls.stream()).toList();
        List<Node> hazards =
                controls.stream()
                        .flatMap(
                                control ->
                                        Scope.causes(control, "mitigates")
                                                .filter(Edge::counts)
                                                .filter(link -> isInForce(link, control)))
                        .map(Edge::to)
                        .distinct()
                        .map(scope.view()::node)
                        .toList();
        List<Node> changes = changes(covered);
        return new Row(
                subject.ref(),
                items(needs),
                items(requirements),
                items(hazards),
                items(controls),
                items(changes),
                covered.stream().flatMap(this::tests).toList(),
                confirmations(covered, List.of(needs, requirements, hazards, controls)),
                Stream.of(needs, requirements, controls, changes)
                        .flatMap(List::stream)
                        .flatMap(this::found)
                        .toList());
    }

    private List<Confirmed> confirmations(List<Node> covered, List<List<Node>> cells) {
        List<Node> nodes = cells.stream().flatMap(List::stream).toList();
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
                .flatMap(link -> Confirmed.of(link, scope.view()).stream())
                .distinct()
                .toList();
    }

    /** Nearest first; a circle ends where it began. */
    private void collectAbove(Node node, Set<NodeRef> above) {
        Scope.causes(node, "refines")
                .filter(Edge::counts)
                .filter(link -> isInForce(link, node))
                .map(Edge::to)
                .filter(ref -> !ref.equals(node.ref()))
                .filter(above::add)
                .toList()
                .forEach(ref -> collectAbove(scope.view().node(ref), above));
    }

    /** Whether a requirement that has a row implements it. */
    private boolean isInARow(Node control) {
        return others.implementing(control).anyMatch(node -> !others.isRefined(node));
    }

    /** What carries it out, itself or by the request that asks for it. */
    private List<Node> changes(List<Node> covered) {
        Set<NodeRef> asked = new TreeSet<>();
        for (Node node : covered) {
            asked.add(node.ref());
            Stream.of("addresses", "affects")
                    .flatMap(relation -> effects(scope, node.ref(), relation))
                    .map(Edge::from)
                    .filter(request -> request.type().equals("ChangeRequest"))
                    .forEach(asked::add);
        }
        return asked.stream()
                .flatMap(ref -> effects(scope, ref, "implements"))
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
                                        covered.ref(),
                                        link.revision(),
                                        TestOutcomes.decisive(link.from(), scope)
                                                .map(this::result)));
    }

    private Result result(Edge executed) {
        return new Result(
                executed.from(),
                executed.outcome().orElse("SKIPPED"),
                scope.testedBy(executed.from()),
                executed.occurredAt());
    }

    private Stream<Found> found(Node node) {
        return findings.getOrDefault(node.ref(), List.of()).stream()
                .map(finding -> new Found(node.ref(), finding));
    }

    private List<Approved> approvals() {
        return PriorApproval.approvals(
                        trace.root(), OwnLogView.of(scope.view(), trace.root().product()))
                .map(scope.view()::node)
                .map(MatrixMaker::approved)
                .toList();
    }

    private static Approved approved(Node approval) {
        NodeFact granted = approval.latest().orElseThrow();
        return new Approved(
                approval.ref(),
                granted.actor().id(),
                granted.data().text("role"),
                granted.data().text("meaning"),
                granted.occurredAt());
    }

    private List<PriorApproval> deployments() {
        return scope.nodes("Deployment")
                .filter(Node::isRecorded)
                .flatMap(node -> PriorApproval.of(node, scope.view()).stream())
                .filter(prior -> prior.isOf(trace.root()))
                .toList();
    }

    private static Stream<Edge> effects(Scope scope, NodeRef ref, String relation) {
        return scope.effects(ref, relation).filter(Edge::counts);
    }

    private static boolean isUserNeed(Node node) {
        return node.text("level").equals(Optional.of("USER_NEED"));
    }

    private static List<Item> items(List<Node> nodes) {
        List<Item> items = new ArrayList<>();
        nodes.forEach(node -> items.add(item(node)));
        return items;
    }

    private static Item item(Node node) {
        return new Item(node.ref(), node.text("revision"));
    }
}
