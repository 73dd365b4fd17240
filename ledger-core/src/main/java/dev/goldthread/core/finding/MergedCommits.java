package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.RequiredEvidence.Asked;
import dev.goldthread.core.finding.RequiredEvidence.BroughtIn;
import dev.goldthread.core.finding.RequiredEvidence.LinkAsked;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.CommitRange;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The commits that the merged changes of a trace brought in, whether a link of each says so or not.
 * Forges say of a merged change which commit is its head and which one merged it, not which others
 * came along; these follow from the history.
 */
public final class MergedCommits {

    private final Scope scope;
    private final LinkAsked link;
    private final BroughtIn by;

    private MergedCommits(Scope scope, LinkAsked link, BroughtIn by) {
        this.scope = scope;
        this.link = link;
        this.by = by;
    }

    /** Those of all changes. */
    public static Set<NodeRef> all(Scope scope, LinkAsked link, BroughtIn by) {
        MergedCommits commits = new MergedCommits(scope, link, by);
        Set<NodeRef> all = new HashSet<>();
        link.types().stream()
                .flatMap(scope::nodes)
                .filter(change -> scope.follows(change.ref()))
                .forEach(change -> all.addAll(commits.of(change)));
        return all;
    }

    /** Those of one change, by what a list asks of commits. */
    static Set<NodeRef> of(Node change, Scope scope, RequiredEvidence required) {
        Set<NodeRef> all = new HashSet<>();
        for (Asked asked : required.evidence()) {
            LinkAsked link = asked.link();
            BroughtIn by = link == null ? null : link.orBroughtIn();
            if (link != null && by != null) {
                all.addAll(new MergedCommits(scope, link, by).of(change));
            }
        }
        return all;
    }

    private Set<NodeRef> of(Node change) {
        Optional<NodeFact> merged = change.latest(by.event());
        Optional<NodeRef> head = merged.flatMap(fact -> commit(change, fact, by.head()));
        if (head.isEmpty()) {
            return Set.of();
        }
        return merged.flatMap(fact -> commit(change, fact, by.merge()))
                .flatMap(scope::node)
                .filter(merge -> isLinked(merge, link.relation(), change.ref()))
                .filter(merge -> isLinked(merge, by.along(), head.get()))
                .map(merge -> between(head.get(), merge))
                .orElse(Set.of(head.get()));
    }

    private static Optional<NodeRef> commit(Node change, NodeFact fact, String field) {
        return fact.data()
                .text(field)
                .map(commit -> new NodeRef(change.ref().product(), "Commit", commit));
    }

    private static boolean isLinked(Node from, String relation, NodeRef to) {
        return from.isRecorded()
                && Scope.causes(from, relation)
                        .anyMatch(edge -> edge.counts() && edge.to().equals(to));
    }

    /**
     * All that the head leads to before it comes to what the others lead to. Where it never comes
     * there, nobody can say what is of the change: that is the head alone then.
     */
    private Set<NodeRef> between(NodeRef head, Node merge) {
        List<NodeRef> others =
                Scope.causes(merge, by.along())
                        .map(Edge::to)
                        .filter(parent -> !parent.equals(head))
                        .toList();
        if (others.isEmpty()) {
            return Set.of(head);
        }
        CommitRange range = new CommitRange(scope::node);
        range.from(head);
        others.forEach(range::without);
        Set<NodeRef> fresh = range.walk();
        Set<NodeRef> between = new HashSet<>(Set.of(head));
        Deque<NodeRef> open = new ArrayDeque<>(between);
        while (!open.isEmpty()) {
            Optional<Node> commit = scope.node(open.remove()).filter(Node::isRecorded);
            List<Edge> back =
                    commit.map(node -> Scope.causes(node, by.along()).toList()).orElse(List.of());
            if (back.isEmpty()) {
                return Set.of(head);
            }
            back.stream()
                    .filter(Edge::counts)
                    .map(Edge::to)
                    .filter(fresh::contains)
                    .filter(between::add)
                    .forEach(open::add);
        }
        return between;
    }
}
