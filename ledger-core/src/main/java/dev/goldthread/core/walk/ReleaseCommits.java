package dev.goldthread.core.walk;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commits that are new in a release: reachable over {@code follows} from its own commits and
 * not from those of the release that it supersedes. As in git's {@code A..B}, both sides are walked
 * at once from the latest commit back, painting what the older release reaches, until only painted
 * commits are left to visit.
 */
final class ReleaseCommits {

    private record Candidate(NodeRef ref, Node node, Instant at) {}

    private static final Comparator<Candidate> LATEST_FIRST =
            Comparator.comparing(Candidate::at).reversed().thenComparing(Candidate::ref);

    private final GraphView view;
    private final Map<NodeRef, Boolean> isOldByCommit = new HashMap<>();
    private final PriorityQueue<Candidate> todo = new PriorityQueue<>(LATEST_FIRST);
    private int newInQueue;

    private ReleaseCommits(GraphView view) {
        this.view = view;
    }

    /**
     * Of a release, or of what a deployment installs. Empty when there is no release before, or the
     * root is something else: then history has no lower end.
     */
    static Optional<Set<NodeRef>> since(GraphView view, NodeRef root) {
        Set<NodeRef> releases =
                root.type().equals("Deployment") ? releases(view, root, "deploys") : Set.of(root);
        Set<NodeRef> earlier = new TreeSet<>();
        releases.forEach(release -> earlier.addAll(releases(view, release, "supersedes")));
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        ReleaseCommits range = new ReleaseCommits(view);
        releases.forEach(release -> tips(view, release).forEach(tip -> range.paint(tip, false)));
        earlier.forEach(old -> tips(view, old).forEach(tip -> range.paint(tip, true)));
        return Optional.of(range.walk());
    }

    private static Set<NodeRef> releases(GraphView view, NodeRef from, String relation) {
        return causes(view, from, relation)
                .filter(to -> to.type().equals("Release"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The commits that a release names itself, or that its artifacts were built from. */
    private static Stream<NodeRef> tips(GraphView view, NodeRef release) {
        return view.node(release).causes().stream()
                .filter(edge -> edge.relation().equals("includes"))
                .map(Edge::to)
                .flatMap(
                        item ->
                                switch (item.type()) {
                                    case "Commit" -> Stream.of(item);
                                    case "Artifact" ->
                                            causes(view, item, "producedBy")
                                                    .flatMap(b -> causes(view, b, "builtFrom"));
                                    case "Change" ->
                                            view.effects(item, "partOf").stream().map(Edge::from);
                                    default -> Stream.empty();
                                });
    }

    private static Stream<NodeRef> causes(GraphView view, NodeRef from, String relation) {
        return view.node(from).causes().stream()
                .filter(edge -> edge.relation().equals(relation))
                .map(Edge::to);
    }

    private void paint(NodeRef commit, boolean isOld) {
        Boolean before = isOldByCommit.get(commit);
        if (before != null && (before || !isOld)) {
            return;
        }
        if (before != null) {
            isOldByCommit.put(commit, true);
            requeue(commit);
            return;
        }
        isOldByCommit.put(commit, isOld);
        enqueue(commit, isOld);
    }

    /** A commit that turned old after it was visited hands the paint on to what it follows. */
    private void requeue(NodeRef commit) {
        boolean waits = todo.stream().anyMatch(candidate -> candidate.ref().equals(commit));
        if (waits) {
            newInQueue--;
        } else {
            enqueue(commit, true);
        }
    }

    private void enqueue(NodeRef commit, boolean isOld) {
        Node node = view.node(commit);
        Instant at = node.latest().map(NodeFact::occurredAt).orElse(Instant.EPOCH);
        todo.add(new Candidate(commit, node, at));
        if (!isOld) {
            newInQueue++;
        }
    }

    private Set<NodeRef> walk() {
        while (newInQueue > 0) {
            Candidate candidate = todo.remove();
            boolean isOld = isOldByCommit.getOrDefault(candidate.ref(), false);
            if (!isOld) {
                newInQueue--;
            }
            candidate.node().causes().stream()
                    .filter(edge -> edge.relation().equals("follows"))
                    .forEach(edge -> paint(edge.to(), isOld));
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
}
