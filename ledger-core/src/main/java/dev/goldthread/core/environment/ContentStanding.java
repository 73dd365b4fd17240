package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ApprovalDoubts;
import dev.goldthread.core.finding.ApprovedContent;
import dev.goldthread.core.finding.Reliance;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether an artifact or model that runs is what was approved ({@link ApprovedContent}). Else an
 * exception in force that the deployment relies on may let it run. For one thread.
 */
final class ContentStanding {

    private final GraphView view;
    private final ApprovedContent approved;
    private final Instant now;
    private final NodeRef environment;
    private final Map<NodeRef, List<Use>> uses = new HashMap<>();

    /**
     * @param approved by one product's own log, which alone counts
     * @param environment where it runs
     * @param now what expiry is held against
     */
    ContentStanding(GraphView view, ApprovedContent approved, NodeRef environment, Instant now) {
        this.view = view;
        this.approved = approved;
        this.environment = environment;
        this.now = now;
    }

    Standing of(Held held) {
        Set<NodeRef> releases = approved.releases(held.node());
        Optional<Standing> standing =
                approved.of(held.node(), releases, held.installedBy()).map(Standing::approved);
        return standing.filter(Standing::isGood)
                .or(
                        () ->
                                held.installedBy()
                                        .flatMap(by -> byException(by, held.node()))
                                        .filter(each -> each.isGood() || standing.isEmpty()))
                .or(() -> standing)
                .orElseGet(() -> Standing.not(why(held, releases)));
    }

    private Optional<Standing> byException(NodeRef by, NodeRef content) {
        List<Edge> reliesOn = Scope.causes(view.node(by), "reliesOn").toList();
        if (reliesOn.isEmpty()) {
            return Optional.empty();
        }
        Predicate<Edge> isMeant = saidOfWhatBrought(content, by);
        Reliance reliance =
                Reliance.of(reliesOn.stream().filter(isMeant).toList(), content, now, approved);
        return reliance.inForce().stream()
                .findFirst()
                .map(Standing::byException)
                .or(() -> reliance.selfGranted().map(Standing::self));
    }

    /**
     * Of an id that was used again, what was said of the use that brought the content here last:
     * what another use relied on, or the same one elsewhere, excuses nothing.
     */
    private Predicate<Edge> saidOfWhatBrought(NodeRef content, NodeRef by) {
        if (!by.type().equals("Deployment")) {
            return _ -> true; // a rollback
        }
        Optional<Use> last =
                uses
                        .computeIfAbsent(by, ref -> Use.of(view.node(ref), environment, view))
                        .reversed()
                        .stream()
                        .filter(use -> use.hasBegun(now) && !use.hasFailed())
                        .filter(use -> use.items().contains(content))
                        .findFirst();
        return edge -> last.filter(use -> use.isSaidOf(edge)).isPresent();
    }

    private String why(Held held, Set<NodeRef> releases) {
        return new ApprovalDoubts(approved).of(held.node(), releases, held.installedBy())
                + installation(held);
    }

    private static String installation(Held held) {
        return held.installedBy().isPresent() ? "" : ", and no deployment on record put it there";
    }
}
