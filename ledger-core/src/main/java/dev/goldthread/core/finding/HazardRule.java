package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * UNCOVERED: a hazard that no control lowers. One whose risk was judged acceptable needs none, but
 * not by a judgement from when a control that is gone still lowered it. FAILED: a hazard whose risk
 * was judged not acceptable after all controls.
 */
public final class HazardRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Hazard")
                .filter(hazard -> hazard.isRecorded() && scope.follows(hazard.ref()))
                .forEach(
                        hazard ->
                                judged(hazard, scope.view())
                                        .forEach(finding -> judgement.say(hazard, finding)));
    }

    /** The same of one hazard, whatever release it is in; UNRESOLVED where no event recorded it. */
    public static List<Finding> findings(Node hazard, GraphView view) {
        return hazard.isRecorded()
                ? judged(hazard, view)
                : List.of(ResolutionRule.unresolved(hazard, view));
    }

    private static List<Finding> judged(Node hazard, GraphView view) {
        List<Finding> findings = new ArrayList<>();
        Optional<String> risk = hazard.text("residualRisk");
        if (controls(hazard.ref(), view).findAny().isEmpty()) {
            List<Node> former =
                    links(hazard.ref(), view).map(link -> view.node(link.from())).toList();
            if (!risk.equals(Optional.of("ACCEPTABLE"))
                    || former.stream().anyMatch(control -> isGoneSince(hazard, control))) {
                findings.add(
                        Finding.by(
                                "hazard-control",
                                "UNCOVERED",
                                former.isEmpty()
                                        ? "no risk control mitigates it"
                                        : "no risk control mitigates it any more; %s did"
                                                .formatted(former.getFirst().ref())));
            }
        }
        if (risk.equals(Optional.of("UNACCEPTABLE"))) {
            findings.add(
                    Finding.by(
                            "residual-risk",
                            "FAILED",
                            "its residual risk was judged UNACCEPTABLE"));
        }
        return List.copyOf(findings);
    }

    /**
     * The controls whose latest statement says, by a link that is not INFERRED, that they lower it.
     */
    public static Stream<NodeRef> controls(NodeRef hazard, GraphView view) {
        return links(hazard, view)
                .filter(link -> SuspectLinks.isInForce(link, view.node(link.from())))
                .map(Edge::from)
                .distinct()
                .sorted();
    }

    private static Stream<Edge> links(NodeRef hazard, GraphView view) {
        return view.effects(hazard, "mitigates").stream().filter(Edge::counts);
    }

    /** Whether the control said so after the hazard was judged the last time. */
    private static boolean isGoneSince(Node hazard, Node control) {
        Optional<NodeFact> judged =
                hazard.statements()
                        .filter(fact -> fact.data().text("residualRisk").isPresent())
                        .reduce((_, later) -> later);
        return control.latest()
                .filter(
                        said ->
                                judged.filter(fact -> fact.occurredAt().isAfter(said.occurredAt()))
                                        .isEmpty())
                .isPresent();
    }
}
