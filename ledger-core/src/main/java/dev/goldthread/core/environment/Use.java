package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one use of a deployment's id put into an environment: an {@link Installation} with what its
 * contents package and which releases have them. That is only read when somebody asks: an
 * environment has had many deployments, and most have been replaced. For one thread.
 */
final class Use {

    private final Installation by;
    private final GraphView view;
    private @Nullable Contents contents;

    private record Contents(Set<NodeRef> items, Set<NodeRef> releases) {

        Contents {
            items = Set.copyOf(items);
            releases = Set.copyOf(releases);
        }
    }

    private Use(Installation by, GraphView view) {
        this.by = by;
        this.view = view;
    }

    /** All that went into the environment, in order. */
    static List<Use> of(Node deployment, NodeRef environment, GraphView view) {
        return Installation.of(deployment, view).stream()
                .filter(use -> use.environments().contains(environment))
                .map(use -> new Use(use, view))
                .toList();
    }

    /** In order; the last may be its end. */
    List<NodeFact> facts() {
        return by.facts();
    }

    boolean hasBegun(Instant then) {
        return !by.startedAt().isAfter(then);
    }

    /** Whether its end says that it installed nothing. */
    boolean hasFailed() {
        return facts().stream().filter(Installation::isEnd).reduce((_, last) -> last).stream()
                .anyMatch(end -> !Installation.isDone(end));
    }

    /** Whether it was over as soon as it began: tools count in seconds. */
    boolean isOverAtOnce() {
        Instant begin = facts().getFirst().occurredAt();
        return facts().stream()
                .anyMatch(fact -> Installation.isEnd(fact) && fact.occurredAt().equals(begin));
    }

    /** Whether a link that starts at the deployment is of this use, as far as events tell. */
    boolean isSaidOf(Edge link) {
        return by.isSaidOf(link);
    }

    /** The artifacts and models that it installs, with those that they package. */
    Set<NodeRef> items() {
        return contents().items();
    }

    /** Those that it installs, by name or by what they include. */
    Set<NodeRef> releases() {
        return contents().releases();
    }

    private Contents contents() {
        Contents known = contents;
        if (known == null) {
            known = read();
            contents = known;
        }
        return known;
    }

    /** Of a release of which nothing was known when it was installed, what is known of it now. */
    private Contents read() {
        Set<NodeRef> items =
                by.items().stream()
                        .flatMap(
                                item ->
                                        ReleaseContents.isContent(item)
                                                ? Stream.of(item)
                                                : ReleaseContents.of(view.node(item)).content())
                        .collect(Collectors.toCollection(TreeSet::new));
        List.copyOf(items).stream()
                .flatMap(item -> EnvironmentRecords.counting(view.node(item), "packages"))
                .map(Edge::to)
                .forEach(items::add);
        Set<NodeRef> releases = new TreeSet<>(by.named());
        items.forEach(item -> ReleaseContents.including(item, view).forEach(releases::add));
        return new Contents(items, releases);
    }
}
