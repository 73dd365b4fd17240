package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.ApprovedContent;
import dev.goldthread.core.finding.ExceptionRule;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether an artifact or model that runs is what was approved ({@link ApprovedContent}). Else an
 * exception in force that the deployment relies on may let it run. For one thread.
 */
final class ContentStanding {

    private final GraphView view;
    private final ApprovedContent approved;
    private final Instant now;
    private final Map<NodeRef, Optional<Map<NodeRef, List<Installation>>>> bringing =
            new HashMap<>();

    /**
     * @param home the product of the environment, whose log alone counts
     * @param now what expiry is held against
     */
    ContentStanding(GraphView view, Product home, Instant now) {
        this.view = view;
        this.approved = ApprovedContent.of(view, home);
        this.now = now;
    }

    Standing of(Held held) {
        Set<NodeRef> releases = approved.releases(held.node());
        return approved.of(held.node(), releases, held.installedBy())
                .map(each -> Standing.approved(each.by(), each.at()))
                .or(() -> held.installedBy().flatMap(by -> byException(by, held.node())))
                .orElseGet(() -> Standing.not(approved.why(releases) + installation(held)));
    }

    private Optional<Standing> byException(NodeRef by, NodeRef content) {
        List<Edge> reliesOn =
                Scope.causes(view.node(by), "reliesOn")
                        .filter(edge -> edge.counts() && edge.to().type().equals("Exception"))
                        .toList();
        return reliesOn.stream()
                .filter(edge -> isSaidOfWhatBrought(content, by, edge))
                .map(Edge::to)
                .filter(to -> ExceptionRule.isInForce(approved.view().node(to), now))
                .findFirst()
                .map(Standing::byException);
    }

    /**
     * Of an id that was used again, only what was said of a use that brought the content: what
     * another use relied on excuses nothing.
     */
    private boolean isSaidOfWhatBrought(NodeRef content, NodeRef by, Edge reliesOn) {
        return bringing.computeIfAbsent(by, this::bringing)
                .map(uses -> uses.getOrDefault(content, List.of()))
                .map(uses -> uses.stream().anyMatch(use -> use.isSaidOf(reliesOn)))
                .orElse(true);
    }

    /** Which uses brought what; empty of an id that was used once. */
    private Optional<Map<NodeRef, List<Installation>>> bringing(NodeRef by) {
        List<Installation> uses = Installation.of(view.node(by), view);
        if (uses.size() <= 1) {
            return Optional.empty();
        }
        Map<NodeRef, List<Installation>> all = new HashMap<>();
        for (Installation use : uses) {
            use.items().stream()
                    .flatMap(item -> Stream.concat(Stream.of(item), packaged(item)))
                    .distinct()
                    .forEach(item -> all.computeIfAbsent(item, _ -> new ArrayList<>()).add(use));
        }
        return Optional.of(all);
    }

    private Stream<NodeRef> packaged(NodeRef item) {
        return Scope.causes(view.node(item), "packages").filter(Edge::counts).map(Edge::to);
    }

    private static String installation(Held held) {
        return held.installedBy().isPresent() ? "" : ", and no deployment on record put it there";
    }
}
