package dev.goldthread.core.walk;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commits that are new in a release: reachable over {@code follows} from its own commits and
 * not from those of the release that it supersedes.
 */
final class ReleaseCommits {

    private ReleaseCommits() {}

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
        CommitRange range = new CommitRange(commit -> Optional.of(view.node(commit)));
        releases.forEach(release -> tips(view, release).forEach(range::from));
        earlier.forEach(old -> tips(view, old).forEach(range::without));
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
}
