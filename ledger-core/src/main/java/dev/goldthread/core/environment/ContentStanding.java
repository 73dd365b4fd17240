package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.ApprovedContent;
import dev.goldthread.core.finding.ExceptionRule;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an artifact or model that runs is what was approved ({@link ApprovedContent}). Else an
 * exception in force that the deployment relies on may let it run.
 *
 * @param home the product of the environment, whose log alone counts
 * @param now what expiry is held against
 */
record ContentStanding(GraphView view, Product home, Instant now) {

    Standing of(Held held) {
        ApprovedContent approved = ApprovedContent.of(view, home);
        Set<NodeRef> releases = approved.releases(held.node());
        return approved.of(held.node(), releases, held.installedBy())
                .map(each -> Standing.approved(each.by(), each.at()))
                .or(() -> held.installedBy().flatMap(by -> byException(by, approved)))
                .orElseGet(() -> Standing.not(approved.why(releases) + installation(held)));
    }

    private Optional<Standing> byException(NodeRef installation, ApprovedContent approved) {
        return Scope.causes(view.node(installation), "reliesOn")
                .filter(Edge::counts)
                .map(Edge::to)
                .filter(to -> to.type().equals("Exception"))
                .filter(to -> ExceptionRule.isInForce(approved.view().node(to), now))
                .findFirst()
                .map(Standing::byException);
    }

    private static String installation(Held held) {
        return held.installedBy().isPresent() ? "" : ", and no deployment on record put it there";
    }
}
