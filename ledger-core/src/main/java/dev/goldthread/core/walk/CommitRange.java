package dev.goldthread.core.walk;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * Commits that some lead to by {@code follows} and others do not, as in git's {@code A..B}: both
 * sides are walked at once from the latest commit back, painting what the old side reaches, until
 * only painted commits are left to visit. For one thread.
 */
public final class CommitRange {

    private record Candidate(NodeRef ref, Node node, Instant at) {}

    private static final Comparator<Candidate> LATEST_FIRST =
            Comparator.comparing(Candidate::at).reversed().thenComparing(Candidate::ref);

    private final Function<NodeRef, Optional<Node>> nodes;
    private final Map<NodeRef, Boolean> isOldByCommit = new HashMap<>();
    private final PriorityQueue<Candidate> todo = new PriorityQueue<>(LATEST_FIRST);
    private int newInQueue;

    /**
     * @param nodes the commits that are asked about; what others lead to beside these is old
     */
    public CommitRange(Function<NodeRef, Optional<Node>> nodes) {
        this.nodes = nodes;
    }

    /** This one and what it leads to is new, unless the old side leads there, too. */
    public void from(NodeRef commit) {
        paint(commit, false);
    }

    /** This one and what it leads to is old. */
    public void without(NodeRef commit) {
        paint(commit, true);
    }

    /** What is new, after both sides are named. */
    public Set<NodeRef> walk() {
        while (newInQueue > 0) {
            Candidate candidate = todo.remove();
            boolean isOld = isOldByCommit.getOrDefault(candidate.ref(), false);
            if (!isOld) {
                newInQueue--;
            }
            Scope.causes(candidate.node(), "follows").forEach(edge -> paint(edge.to(), isOld));
        }
        Set<NodeRef> fresh = new HashSet<>();
        isOldByCommit.forEach(
                (commit, isOld) -> {
                    if (!isOld) {
                        fresh.add(commit);
                    }
                });
        return fresh;
    }

    private void paint(NodeRef commit, boolean isOld) {
        Boolean before = isOldByCommit.get(commit);
        if (before != null && (before || !isOld)) {
            return;
        }
        if (before != null) {
            isOldByCommit.put(commit, true);
            nodes.apply(commit).ifPresent(this::requeue);
            return;
        }
        Optional<Node> node = nodes.apply(commit);
        isOldByCommit.put(commit, isOld || node.isEmpty());
        node.ifPresent(each -> enqueue(each, isOld));
    }

    /** A commit that turned old after it was visited hands the paint on to what it follows. */
    private void requeue(Node commit) {
        boolean waits = todo.stream().anyMatch(candidate -> candidate.ref().equals(commit.ref()));
        if (waits) {
            newInQueue--;
        } else {
            enqueue(commit, true);
        }
    }

    private void enqueue(Node commit, boolean isOld) {
        Instant at = commit.latest().map(NodeFact::occurredAt).orElse(Instant.EPOCH);
        todo.add(new Candidate(commit.ref(), commit, at));
        if (!isOld) {
            newInQueue++;
        }
    }
}
