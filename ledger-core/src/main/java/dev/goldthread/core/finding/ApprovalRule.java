package dev.goldthread.core.finding;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * UNAPPROVED: a release without an approval by a person that counts, or with fewer than one of its
 * requests asks for. SELF_APPROVED: its approver wrote what it includes, under whatever key. STALE:
 * the approval is bound to a digest that the release does not include, or is older than something
 * in it.
 */
public final class ApprovalRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Release")
                .filter(Node::isRecorded)
                .forEach(release -> judge(release, scope, judgement));
    }

    private static void judge(Node release, Scope scope, Judgement judgement) {
        NodeRef ref = release.ref();
        ApprovalTerms terms =
                ApprovalTerms.of(ref, OwnLogView.of(scope.view(), ref.product()), scope.now());
        List<String> lacking = terms.lacking();
        if (!lacking.isEmpty()) {
            judgement.say(release, "UNAPPROVED", String.join("; ", lacking));
            return;
        }
        Persons persons = new Persons(scope.view(), release.ref().product());
        List<NodeFact> granted = terms.granted().toList();
        Set<String> authors = authors(scope, persons);
        granted.stream()
                .filter(fact -> authors.contains(persons.of(fact.actor().id())))
                .forEach(
                        fact ->
                                judgement.say(
                                        release,
                                        "SELF_APPROVED",
                                        "%s approved it and wrote what it includes"
                                                .formatted(fact.actor().id())));
        granted.forEach(
                fact ->
                        ReleaseContents.stale(fact, release)
                                .ifPresent(why -> judgement.say(release, "STALE", why)));
    }

    /** Approvals by persons whose last word is yes. */
    public static Stream<NodeFact> granted(NodeRef approved, GraphView view) {
        return view.effects(approved, "approves").stream()
                .filter(Edge::counts)
                .map(Edge::from)
                .distinct()
                .map(view::node)
                .flatMap(approval -> approval.latest().stream())
                .filter(ApprovalRule::isGranted);
    }

    public static boolean isGranted(NodeFact latest) {
        return latest.type().equals("approval.granted")
                && latest.actor().kind() == Actor.Kind.HUMAN;
    }

    /** Who wrote a change or commit of the trace, each by the first of the keys joined for them. */
    public static Set<String> authors(Scope scope, Persons persons) {
        return new Authors(scope.view(), persons).of(scope.nodes("Change"), scope.nodes("Commit"));
    }
}
