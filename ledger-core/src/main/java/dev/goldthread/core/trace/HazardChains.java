package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.trace.Matrix.Item;
import dev.goldthread.core.trace.Matrix.Row;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The hazards that a release's changes touch: hazard → control → requirement → verification →
 * residual risk, before and after. One that no control lowers has no rows.
 */
public record HazardChains(NodeRef release, GraphView.Position asOf, List<Chain> chains)
        implements Naming {

    /** One judgement of a hazard. */
    public record Assessment(
            String event,
            Optional<String> revision,
            Optional<String> severity,
            Optional<String> residualRisk,
            Instant at) {}

    /**
     * @param before as judged when the release that this one supersedes was created; empty when the
     *     hazard was not known then
     * @param after as judged last
     * @param findings of the hazard itself, as the trace of the release has them
     * @param rows of the matrix in which a control against it stands
     */
    public record Chain(
            NodeRef hazard,
            Optional<Assessment> before,
            Optional<Assessment> after,
            List<Finding> findings,
            List<Row> rows) {

        public Chain {
            findings = List.copyOf(findings);
            rows = List.copyOf(rows);
        }
    }

    public HazardChains {
        chains = List.copyOf(chains);
    }

    @Override
    public Stream<NodeRef> named() {
        return Stream.concat(
                Stream.of(release),
                chains.stream()
                        .flatMap(
                                chain ->
                                        Stream.concat(
                                                Stream.of(chain.hazard()),
                                                chain.rows().stream().flatMap(Row::named))));
    }

    static HazardChains of(Matrix matrix, Trace trace, Scope scope) {
        GraphView view = scope.view();
        Set<NodeRef> hazards =
                scope.nodes("Hazard")
                        .map(Node::ref)
                        .filter(scope::follows)
                        .collect(Collectors.toCollection(TreeSet::new));
        matrix.rows().forEach(row -> row.hazards().forEach(item -> hazards.add(item.node())));
        Map<NodeRef, List<Finding>> findings =
                trace.nodes().stream()
                        .collect(Collectors.toMap(node -> node.node().ref(), TraceNode::findings));
        Optional<Instant> changedFrom = supersededAt(view.node(matrix.release()), view);
        return new HazardChains(
                matrix.release(),
                matrix.asOf(),
                hazards.stream()
                        .map(
                                hazard ->
                                        chain(
                                                view.node(hazard),
                                                changedFrom,
                                                findings.getOrDefault(hazard, List.of()),
                                                matrix))
                        .toList());
    }

    private static Optional<Instant> supersededAt(Node release, GraphView view) {
        return Scope.causes(release, "supersedes")
                .filter(edge -> edge.to().type().equals("Release"))
                .map(edge -> view.node(edge.to()))
                .filter(Node::isRecorded)
                .map(before -> before.facts().getFirst().occurredAt())
                .max(Comparator.naturalOrder());
    }

    private static Chain chain(
            Node hazard, Optional<Instant> changedFrom, List<Finding> findings, Matrix matrix) {
        List<NodeFact> facts =
                hazard.facts().stream().filter(fact -> fact.type().startsWith("hazard.")).toList();
        return new Chain(
                hazard.ref(),
                changedFrom.flatMap(
                        at ->
                                facts.reversed().stream()
                                        .filter(fact -> !fact.occurredAt().isAfter(at))
                                        .findFirst()
                                        .map(HazardChains::assessment)),
                facts.isEmpty() ? Optional.empty() : Optional.of(assessment(facts.getLast())),
                findings,
                matrix.rows().stream()
                        .filter(row -> !row.controls().isEmpty())
                        .filter(
                                row ->
                                        row.hazards().stream()
                                                .map(Item::node)
                                                .anyMatch(hazard.ref()::equals))
                        .toList());
    }

    static Assessment assessment(NodeFact fact) {
        return new Assessment(
                fact.event().value(),
                fact.data().text("revision"),
                fact.data().text("severity"),
                fact.data().text("residualRisk"),
                fact.occurredAt());
    }
}
