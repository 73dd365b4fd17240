package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovedContent.Approved;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a deployment installed: the artifacts and models that it names, or all of the releases where
 * it names these alone; a release of which nothing is known that it includes stands for itself.
 * INFERRED links do not count.
 *
 * @param named the releases that it names
 */
record Installation(NodeRef deployment, Set<NodeRef> named, List<NodeRef> items) {

    /**
     * @param then what was known when it started
     */
    static Installation of(Node deployment, ApprovedContent then) {
        List<NodeRef> deployed =
                Scope.causes(deployment, "deploys")
                        .filter(Edge::counts)
                        .map(Edge::to)
                        .distinct()
                        .toList();
        Set<NodeRef> named =
                deployed.stream()
                        .filter(ref -> ref.type().equals("Release"))
                        .collect(Collectors.toCollection(TreeSet::new));
        List<NodeRef> content = deployed.stream().filter(ReleaseContents::isContent).toList();
        return new Installation(
                deployment.ref(),
                named,
                content.isEmpty()
                        ? named.stream().flatMap(release -> content(release, then)).toList()
                        : content);
    }

    private static Stream<NodeRef> content(NodeRef release, ApprovedContent then) {
        List<NodeRef> content = then.contents(release).content().toList();
        return content.isEmpty() ? Stream.of(release) : content.stream();
    }

    /** When all of it was approved; empty where something was not. */
    Optional<Approved> approved(ApprovedContent by) {
        return ApprovedContent.all(items.stream().map(item -> approved(item, by)).toList());
    }

    private Optional<Approved> approved(NodeRef item, ApprovedContent by) {
        return ReleaseContents.isContent(item)
                ? by.of(item, releases(item, by), Optional.of(deployment))
                : by.release(item);
    }

    /** What a release that it names includes is approved with that one, not with another. */
    private Set<NodeRef> releases(NodeRef item, ApprovedContent by) {
        Set<NodeRef> all = by.releases(item);
        Set<NodeRef> own = new TreeSet<>(all);
        own.retainAll(named);
        return own.isEmpty() ? all : own;
    }

    /** What is not approved of it. */
    String why(ApprovedContent by) {
        List<NodeRef> lacking =
                items.stream().filter(item -> approved(item, by).isEmpty()).toList();
        if (lacking.isEmpty()) {
            return "no event says what it installed";
        }
        NodeRef first = lacking.getFirst();
        return "%s: %s%s"
                .formatted(
                        first,
                        by.why(
                                ReleaseContents.isContent(first)
                                        ? releases(first, by)
                                        : Set.of(first)),
                        lacking.size() == 1 ? "" : ", and %d more".formatted(lacking.size() - 1));
    }
}
