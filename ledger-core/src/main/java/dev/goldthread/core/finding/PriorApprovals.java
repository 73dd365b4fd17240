package dev.goldthread.core.finding;

import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stood behind the deployments of one view. What many of them rest on, the approvals of a
 * release and who wrote it, is read once for each product's own log. For one thread.
 */
public final class PriorApprovals {

    private final GraphView view;
    private final Map<Product, ApprovedContent> approved = new HashMap<>();

    public PriorApprovals(GraphView view) {
        this.view = view;
    }

    /** Of each use of its id that went into what is or may be production, in order. */
    public List<PriorApproval> of(Node deployment) {
        return of(Installation.ofOwn(deployment, view));
    }

    /** The same of uses that were read before. */
    List<PriorApproval> of(List<Installation> uses) {
        return uses.stream()
                .filter(each -> PriorApproval.production(each, view).findAny().isPresent())
                .map(this::of)
                .toList();
    }

    /**
     * By the log of the deployment's own product alone, and by what had happened when it started.
     */
    public PriorApproval of(Installation installed) {
        return PriorApproval.of(
                installed,
                view,
                approved.computeIfAbsent(
                        installed.deployment().product(), home -> ApprovedContent.of(view, home)));
    }
}
