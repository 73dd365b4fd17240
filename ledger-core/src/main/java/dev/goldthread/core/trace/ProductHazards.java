package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.HazardRule;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.HazardChains.Assessment;
import dev.goldthread.core.trace.Matrix.Confirmed;
import dev.goldthread.core.trace.Matrix.Found;
import dev.goldthread.core.trace.Matrix.Item;
import dev.goldthread.core.trace.Matrix.Test;
import dev.goldthread.core.walk.Crosswalks;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hazards of a whole product, or those that one change touches: hazard → control → requirement
 * → verification → residual risk. No release is asked about, so the last run of a test is shown
 * with what it ran on, whatever that is. Links that are only INFERRED make no cell.
 *
 * @param change what before and after are told apart by; empty when it is the last judgement
 * @param hazards in the order of their nodes
 */
public record ProductHazards(
        Product product, GraphView.Position asOf, Optional<NodeRef> change, List<Chain> hazards)
        implements Naming {

    /** What hazards are; also those that events only link to. */
    public static final List<String> NODE_TYPES = List.of("Hazard");

    /**
     * One hazard.
     *
     * @param before as judged before the change was asked for; without a change as judged before
     *     the last time; empty when it was not known then
     * @param after as judged last
     * @param isJudgedSince whether it was judged since the change was asked for; without a change
     *     whether it was ever judged
     * @param findings of the hazard itself; no release is asked about, so no exception waives one
     */
    public record Chain(
            NodeRef hazard,
            Optional<Assessment> before,
            Optional<Assessment> after,
            boolean isJudgedSince,
            List<Finding> findings,
            List<Controlled> controls) {

        public Chain {
            findings = List.copyOf(findings);
            controls = List.copyOf(controls);
        }

        private Stream<NodeRef> named() {
            return Stream.concat(Stream.of(hazard), controls.stream().flatMap(Controlled::named));
        }
    }

    /**
     * A control against the hazard, what carries it out, and the tests of both.
     *
     * @param confirmations what the links that this rests on rest on
     * @param findings which of the links that this rests on mean an older revision
     */
    public record Controlled(
            Item control,
            List<Item> requirements,
            List<Test> tests,
            List<Confirmed> confirmations,
            List<Found> findings) {

        public Controlled {
            requirements = List.copyOf(requirements);
            tests = List.copyOf(tests);
            confirmations = List.copyOf(confirmations);
            findings = List.copyOf(findings);
        }

        private Stream<NodeRef> named() {
            return Stream.of(
                            control.named(),
                            requirements.stream().flatMap(Item::named),
                            tests.stream().flatMap(Test::named))
                    .flatMap(each -> each);
        }
    }

    public ProductHazards {
        hazards = List.copyOf(hazards);
    }

    @Override
    public Stream<NodeRef> named() {
        return Stream.concat(change.stream(), hazards.stream().flatMap(Chain::named));
    }

    /**
     * Of the whole product.
     *
     * @param nodes at least those named of {@link #NODE_TYPES}, in any order; read once
     * @return empty for an unknown product
     */
    public static Optional<ProductHazards> of(
            GraphView view, Iterable<Node> nodes, Product product) {
        Set<NodeRef> hazards = new TreeSet<>();
        for (Node node : nodes) {
            Stream.concat(Stream.of(node.ref()), node.causes().stream().map(Edge::to))
                    .filter(ref -> ref.type().equals("Hazard") && ref.product().equals(product))
                    .forEach(hazards::add);
        }
        return view.position(product)
                .map(asOf -> chains(view, asOf, product, Optional.empty(), hazards));
    }

    /**
     * Of what a change request affects, addresses or carries out: itself, by a control of it, or by
     * a requirement that puts a control into effect.
     *
     * @return empty when nothing is known of the change request
     */
    public static Optional<ProductHazards> of(GraphView view, NodeRef change) {
        Node request = view.node(change);
        Crosswalks crosswalks = new Crosswalks(view);
        Set<NodeRef> hazards =
                request.causes().stream()
                        .filter(Edge::counts)
                        .filter(
                                edge ->
                                        edge.relation().equals("affects")
                                                || edge.relation().equals("addresses"))
                        .flatMap(edge -> crosswalks.idsOf(edge.to()).stream())
                        .flatMap(touched -> hazards(touched, view, crosswalks))
                        .collect(Collectors.toCollection(TreeSet::new));
        return request.isRecorded()
                ? view.position(change.product())
                        .map(
                                asOf ->
                                        chains(
                                                view,
                                                asOf,
                                                change.product(),
                                                Optional.of(change),
                                                hazards))
                : Optional.empty();
    }

    private static Stream<NodeRef> hazards(NodeRef touched, GraphView view, Crosswalks crosswalks) {
        return switch (touched.type()) {
            case "Hazard" -> Stream.of(touched);
            case "RiskControl" -> targets(view.node(touched), "mitigates");
            case "Requirement" ->
                    sources(touched, "implementedBy", view)
                            .flatMap(control -> crosswalks.idsOf(control).stream())
                            .flatMap(control -> targets(view.node(control), "mitigates"));
            default -> Stream.empty();
        };
    }

    private static ProductHazards chains(
            GraphView view,
            GraphView.Position asOf,
            Product product,
            Optional<NodeRef> change,
            Set<NodeRef> hazards) {
        Crosswalks crosswalks = new Crosswalks(view);
        Optional<Instant> askedAt =
                change.map(ref -> view.node(ref).facts().getFirst().occurredAt());
        return new ProductHazards(
                product,
                asOf,
                change,
                hazards.stream()
                        .map(ref -> chain(view.node(ref), askedAt, view, crosswalks))
                        .toList());
    }

    private static Chain chain(
            Node hazard, Optional<Instant> askedAt, GraphView view, Crosswalks crosswalks) {
        List<NodeFact> facts =
                hazard.facts().stream().filter(fact -> fact.type().startsWith("hazard.")).toList();
        Optional<NodeFact> last = facts.isEmpty() ? Optional.empty() : Optional.of(facts.getLast());
        Optional<NodeFact> before =
                facts.reversed().stream().filter(fact -> isBefore(fact, askedAt, last)).findFirst();
        return new Chain(
                hazard.ref(),
                before.map(HazardChains::assessment),
                last.map(HazardChains::assessment),
                last.isPresent()
                        && before.stream().noneMatch(fact -> fact.compareTo(last.get()) == 0),
                HazardRule.findings(hazard, view),
                new HazardControls(view, crosswalks).of(hazard.ref()));
    }

    private static boolean isBefore(
            NodeFact fact, Optional<Instant> askedAt, Optional<NodeFact> last) {
        return askedAt.isPresent()
                ? fact.occurredAt().isBefore(askedAt.get())
                : last.filter(each -> each.compareTo(fact) != 0).isPresent();
    }

    static Stream<NodeRef> targets(Node node, String relation) {
        return Scope.causes(node, relation).filter(Edge::counts).map(Edge::to).distinct();
    }

    private static Stream<NodeRef> sources(NodeRef to, String relation, GraphView view) {
        return view.effects(to, relation).stream()
                .filter(Edge::counts)
                .map(Edge::from)
                .distinct()
                .sorted();
    }
}
