package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * INCOMPLETE: a change that is shipped although no event says that it was merged: a release
 * includes it, or something was built from a commit of it that no merged change brought in.
 */
final class MergeRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        Set<NodeRef> shipped = shippedCommits(scope);
        scope.nodes("Change")
                .filter(change -> change.isRecorded() && scope.follows(change.ref()))
                .filter(change -> !ChangeState.isMerged(change))
                .filter(change -> isShipped(change, shipped, scope))
                .forEach(change -> say(change, judgement));
    }

    private static void say(Node change, Judgement judgement) {
        judgement.say(
                change,
                Finding.by(
                        "change-merge",
                        "INCOMPLETE",
                        ChangeState.isAbandoned(change)
                                ? "it is shipped, but was abandoned and never merged"
                                : "it is shipped, but no event says that it was merged"));
    }

    private static boolean isShipped(Node change, Set<NodeRef> shipped, Scope scope) {
        return scope.effects(change.ref(), "includes").anyMatch(Edge::counts)
                || scope.effects(change.ref(), "partOf")
                        .map(Edge::from)
                        .filter(shipped::contains)
                        .anyMatch(
                                commit -> changes(commit, scope).noneMatch(ChangeState::isMerged));
    }

    private static Stream<Node> changes(NodeRef commit, Scope scope) {
        return Scope.causes(scope.view().node(commit), "partOf")
                .map(link -> scope.view().node(link.to()));
    }

    /** What was built or included, and all that it follows. */
    private static Set<NodeRef> shippedCommits(Scope scope) {
        Set<NodeRef> shipped = new TreeSet<>();
        Deque<Node> todo = new ArrayDeque<>();
        scope.nodes("Commit")
                .filter(
                        commit ->
                                Stream.of("builtFrom", "includes")
                                        .flatMap(way -> scope.effects(commit.ref(), way))
                                        .anyMatch(Edge::counts))
                .filter(commit -> shipped.add(commit.ref()))
                .forEach(todo::add);
        for (Node commit = todo.poll(); commit != null; commit = todo.poll()) {
            Scope.causes(commit, "follows")
                    .map(Edge::to)
                    .filter(shipped::add)
                    .flatMap(ref -> scope.node(ref).stream())
                    .forEach(todo::add);
        }
        return shipped;
    }
}
