package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.HazardRule;
import dev.goldthread.core.finding.SuspectLinks;
import dev.goldthread.core.finding.TestOutcomes;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.HazardChains.Assessment;
import dev.goldthread.core.trace.Matrix.Confirmed;
import dev.goldthread.core.trace.Matrix.Found;
import dev.goldthread.core.trace.Matrix.Item;
import dev.goldthread.core.trace.Matrix.Result;
import dev.goldthread.core.trace.Matrix.Test;
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
     */
    public record Chain(
            NodeRef hazard,
            Optional<Assessment> before,
            Optional<Assessment> after,
            boolean isJudgedSince,
            List<Controlled> controls) {

        public Chain {
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
                            Stream.of(control.node()),
                            requirements.stream().map(Item::node),
                            tests.stream().flatMap(Test::named))
                    .flatMap(each -> each);
        }
    }

    private static final SuspectLinks SUSPECTS = new SuspectLinks(Vocabulary.GOLDTHREAD);

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
        Set<NodeRef> hazards =
                request.causes().stream()
                        .filter(Edge::counts)
                        .filter(
                                edge ->
                                        edge.relation().equals("affects")
                                                || edge.relation().equals("addresses"))
                        .flatMap(edge -> hazards(edge.to(), view))
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

    private static Stream<NodeRef> hazards(NodeRef touched, GraphView view) {
        return switch (touched.type()) {
            case "Hazard" -> Stream.of(touched);
            case "RiskControl" -> targets(view.node(touched), "mitigates");
            case "Requirement" ->
                    sources(touched, "implementedBy", view)
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
        Optional<Instant> askedAt =
                change.map(ref -> view.node(ref).facts().getFirst().occurredAt());
        return new ProductHazards(
                product,
                asOf,
                change,
                hazards.stream().map(ref -> chain(view.node(ref), askedAt, view)).toList());
    }

    private static Chain chain(Node hazard, Optional<Instant> askedAt, GraphView view) {
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
                HazardRule.controls(hazard.ref(), view)
                        .map(control -> controlled(view.node(control), hazard.ref(), view))
                        .toList());
    }

    private static boolean isBefore(
            NodeFact fact, Optional<Instant> askedAt, Optional<NodeFact> last) {
        return askedAt.isPresent()
                ? fact.occurredAt().isBefore(askedAt.get())
                : last.filter(each -> each.compareTo(fact) != 0).isPresent();
    }

    private static Controlled controlled(Node control, NodeRef hazard, GraphView view) {
        List<Node> requirements = targets(control, "implementedBy").map(view::node).toList();
        List<Node> covered = Stream.concat(Stream.of(control), requirements.stream()).toList();
        List<Edge> testLinks =
                covered.stream().flatMap(node -> testLinks(node.ref(), view)).toList();
        Stream<Edge> own =
                Stream.concat(
                                Scope.causes(control, "mitigates")
                                        .filter(link -> link.to().equals(hazard)),
                                Scope.causes(control, "implementedBy"))
                        .filter(Edge::counts)
                        .filter(link -> SuspectLinks.isInForce(link, control));
        List<Edge> links = Stream.concat(own, testLinks.stream()).toList();
        return new Controlled(
                item(control),
                requirements.stream().map(ProductHazards::item).toList(),
                testLinks.stream().map(link -> test(link, view)).toList(),
                links.stream().flatMap(link -> Confirmed.of(link, view).stream()).toList(),
                links.stream().flatMap(link -> suspect(link, view).stream()).toList());
    }

    private static Optional<Found> suspect(Edge link, GraphView view) {
        return SUSPECTS.finding(link, view.node(link.from()), view.node(link.to()))
                .map(finding -> new Found(link.from(), finding));
    }

    private static Test test(Edge link, GraphView view) {
        return new Test(
                item(view.node(link.from())),
                link.to(),
                link.revision(),
                lastRun(link.from(), view));
    }

    private static Stream<Edge> testLinks(NodeRef covered, GraphView view) {
        return view.effects(covered).stream()
                .filter(
                        edge ->
                                edge.relation().equals("verifies")
                                        || edge.relation().equals("validates"))
                .filter(Edge::counts)
                .filter(edge -> SuspectLinks.isInForce(edge, view.node(edge.from())));
    }

    private static Optional<Result> lastRun(NodeRef test, GraphView view) {
        return TestOutcomes.last(
                        view.effects(test).stream()
                                .filter(edge -> edge.relation().equals("executes")))
                .map(
                        run ->
                                new Result(
                                        run.from(),
                                        run.outcome().orElse("SKIPPED"),
                                        targets(view.node(run.from()), "tests").toList(),
                                        run.occurredAt()));
    }

    private static Stream<NodeRef> targets(Node node, String relation) {
        return Scope.causes(node, relation).filter(Edge::counts).map(Edge::to).distinct();
    }

    private static Stream<NodeRef> sources(NodeRef to, String relation, GraphView view) {
        return view.effects(to).stream()
                .filter(edge -> edge.relation().equals(relation) && edge.counts())
                .map(Edge::from)
                .distinct()
                .sorted();
    }

    private static Item item(Node node) {
        return new Item(node.ref(), node.text("revision"));
    }
}
