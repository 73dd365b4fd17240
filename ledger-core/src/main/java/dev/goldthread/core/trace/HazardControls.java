package dev.goldthread.core.trace;

import static dev.goldthread.core.trace.ProductHazards.targets;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.HazardRule;
import dev.goldthread.core.finding.SuspectLinks;
import dev.goldthread.core.finding.TestOutcomes;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.Matrix.Confirmed;
import dev.goldthread.core.trace.Matrix.Found;
import dev.goldthread.core.trace.Matrix.Item;
import dev.goldthread.core.trace.Matrix.Result;
import dev.goldthread.core.trace.Matrix.Test;
import dev.goldthread.core.trace.ProductHazards.Controlled;
import dev.goldthread.core.walk.Crosswalks;
import dev.goldthread.core.walk.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What lowers a hazard, whatever release it is in: controls, what carries them out, and tests. */
record HazardControls(GraphView view, Crosswalks crosswalks) {

    private static final SuspectLinks SUSPECTS = new SuspectLinks(Vocabulary.GOLDTHREAD);

    /** A control with several ids is there once, under the first that lowers the hazard. */
    List<Controlled> of(NodeRef hazard) {
        return once(HazardRule.controls(hazard, view))
                .map(control -> controlled(view.node(control), hazard))
                .toList();
    }

    private Stream<NodeRef> once(Stream<NodeRef> refs) {
        Set<List<NodeRef>> told = new HashSet<>();
        return refs.filter(ref -> told.add(crosswalks.idsOf(ref)));
    }

    private Controlled controlled(Node control, NodeRef hazard) {
        List<Node> ids = crosswalks.nodesOf(control.ref());
        List<Node> requirements =
                once(ids.stream().flatMap(each -> targets(each, "implementedBy")))
                        .map(view::node)
                        .toList();
        List<Edge> testLinks =
                Stream.concat(Stream.of(control), requirements.stream())
                        .flatMap(node -> crosswalks.idsOf(node.ref()).stream())
                        .distinct()
                        .flatMap(this::testLinks)
                        .toList();
        Stream<Edge> own =
                ids.stream()
                        .flatMap(
                                each ->
                                        Stream.concat(
                                                        Scope.causes(each, "mitigates")
                                                                .filter(
                                                                        link ->
                                                                                link.to()
                                                                                        .equals(
                                                                                                hazard)),
                                                        Scope.causes(each, "implementedBy"))
                                                .filter(Edge::counts)
                                                .filter(
                                                        link ->
                                                                SuspectLinks.isInForce(
                                                                        link, each)));
        List<Edge> links = Stream.concat(own, testLinks.stream()).toList();
        return new Controlled(
                item(control),
                requirements.stream().map(this::item).toList(),
                testLinks.stream().map(this::test).toList(),
                links.stream()
                        .flatMap(link -> Confirmed.of(link, view, crosswalks).stream())
                        .toList(),
                links.stream().flatMap(link -> suspect(link).stream()).toList());
    }

    private Optional<Found> suspect(Edge link) {
        return SUSPECTS.finding(link, view.node(link.from()), view.node(link.to()), crosswalks)
                .map(finding -> new Found(link.from(), finding));
    }

    private Test test(Edge link) {
        return new Test(
                item(view.node(link.from())), link.to(), link.revision(), lastRun(link.from()));
    }

    private Stream<Edge> testLinks(NodeRef covered) {
        return view.effects(covered).stream()
                .filter(
                        edge ->
                                edge.relation().equals("verifies")
                                        || edge.relation().equals("validates"))
                .filter(Edge::counts)
                .filter(edge -> SuspectLinks.isInForce(edge, view.node(edge.from())));
    }

    private Optional<Result> lastRun(NodeRef test) {
        return TestOutcomes.last(view.effects(test, "executes").stream())
                .map(run -> Result.of(run, ref -> targets(view.node(ref), "tests").toList()));
    }

    private Item item(Node node) {
        return Item.of(node, crosswalks);
    }
}
