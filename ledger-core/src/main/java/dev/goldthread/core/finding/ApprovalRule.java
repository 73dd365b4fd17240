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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * UNAPPROVED: a release without an approval by a person, or with fewer than its request asks for.
 * SELF_APPROVED: its approver wrote what it includes, under whatever key. STALE: the approval is
 * bound to a digest that the release does not include, or is older than something in it.
 */
public final class ApprovalRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Release")
                .filter(Node::isRecorded)
                .forEach(release -> judge(release, scope, judgement));
    }

    private static void judge(Node release, Scope scope, Judgement judgement) {
        GraphView own = OwnLogView.of(scope.view(), release.ref().product());
        List<NodeFact> granted = granted(release.ref(), own).toList();
        long quorum = quorum(release.ref(), own);
        Persons persons = new Persons(scope.view(), release.ref().product());
        long approvers =
                granted.stream().map(fact -> persons.of(fact.actor().id())).distinct().count();
        if (approvers < quorum) {
            judgement.say(
                    release,
                    "UNAPPROVED",
                    "%d of %d approvals by a person are on record".formatted(approvers, quorum));
            return;
        }
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
        return view.effects(approved).stream()
                .filter(edge -> edge.relation().equals("approves") && edge.counts())
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

    /** How many approvals the request for this release asks for; one where there is no request. */
    public static long quorum(NodeRef release, GraphView view) {
        return view.effects(release).stream()
                .filter(
                        edge ->
                                edge.relation().equals("for")
                                        && edge.from().type().equals("ApprovalRequest"))
                .map(edge -> view.node(edge.from()).attributes().get("quorum"))
                .mapToLong(quorum -> quorum instanceof Long number ? number : 1)
                .max()
                .orElse(1);
    }

    /** Who wrote a change or commit of the trace, each by the first of the keys joined for them. */
    public static Set<String> authors(Scope scope, Persons persons) {
        Set<String> authors = new HashSet<>();
        scope.nodes("Change")
                .flatMap(change -> change.facts().stream())
                .filter(
                        fact ->
                                fact.type().equals("change.proposed")
                                        || fact.type().equals("change.updated"))
                .forEach(fact -> authors.add(persons.of(fact.actor().id())));
        scope.nodes("Commit")
                .flatMap(commit -> commit.facts().stream())
                .forEach(fact -> authors.add(persons.of(fact.actor().id())));
        return authors;
    }
}
