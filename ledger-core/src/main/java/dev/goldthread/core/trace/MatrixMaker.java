package dev.goldthread.core.trace;

import dev.goldthread.core.finding.CoveredByOthers;
import dev.goldthread.core.finding.HazardRule;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.finding.PriorApprovals;
import dev.goldthread.core.finding.RequiredEvidence;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.trace.Matrix.Approved;
import dev.goldthread.core.trace.Matrix.Row;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lays a judged trace of a release out in rows, each made by {@link RowMaker}. What has several ids
 * has one row, under the one that is shown.
 */
final class MatrixMaker {

    private final Scope scope;
    private final Trace trace;
    private final CoveredByOthers others;

    private MatrixMaker(Scope scope, Trace trace) {
        this.scope = scope;
        this.trace = trace;
        this.others = new CoveredByOthers(scope, RequiredEvidence.OF_RELEASE);
    }

    static Matrix make(Scope scope, Trace trace, Completeness completeness) {
        MatrixMaker maker = new MatrixMaker(scope, trace);
        return new Matrix(
                trace.root(),
                trace.asOf(),
                maker.rows(new RowMaker(scope, trace)),
                maker.approvals(),
                maker.deployments(),
                completeness);
    }

    private List<Row> rows(RowMaker rows) {
        Stream<Row> requirements =
                shown("Requirement")
                        .filter(node -> !others.isRefined(node))
                        .map(rows::ofRequirement);
        Stream<Row> controls =
                shown("RiskControl").filter(control -> !isInARow(control)).map(rows::ofControl);
        Stream<Row> hazards =
                scope.nodes("Hazard").filter(this::isUncontrolled).map(rows::ofHazard);
        return Stream.of(requirements, controls, hazards).flatMap(each -> each).toList();
    }

    private Stream<Node> shown(String type) {
        return scope.nodes(type).filter(node -> scope.isShown(node.ref()));
    }

    /** Whether a requirement that has a row implements it. */
    private boolean isInARow(Node control) {
        return others.implementing(control).anyMatch(node -> !others.isRefined(node));
    }

    /** What only stands beside the trace is not asked for a control. */
    private boolean isUncontrolled(Node hazard) {
        return scope.follows(hazard.ref())
                && HazardRule.controls(hazard.ref(), scope.view()).findAny().isEmpty();
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
        PriorApprovals approvals = new PriorApprovals(scope.view());
        return scope.nodes("Deployment")
                .filter(Node::isRecorded)
                .flatMap(node -> approvals.of(node).stream())
                .filter(prior -> prior.isOf(trace.root()))
                .toList();
    }
}
