package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.PriorApproval.Restoration;
import dev.goldthread.core.finding.PriorApproval.Verdict;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.OwnLogView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What stood behind the deployments and rollbacks of one view. What many of them rest on, the
 * approvals of a release and who wrote it, is read once for each product's own log. For one thread.
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
        Product home = installed.deployment().product();
        ApprovedContent now = approved.computeIfAbsent(home, ref -> ApprovedContent.of(view, ref));
        ApprovedContent then = now.at(installed.startedAt(), view);
        Optional<Approved> before = installed.approved(then);
        Optional<Approved> either = before.or(() -> later(installed, now));
        GraphView own = OwnLogView.of(view, home);
        List<Edge> links =
                own.node(installed.deployment()).causes().stream()
                        .filter(installed::isSaidOf)
                        .toList();
        Reliance reliance = Reliance.of(links, installed, then);
        List<NodeRef> releases = releases(installed, links, own, Edge::counts);
        Set<NodeRef> sure = Set.copyOf(releases);
        List<NodeRef> inferred =
                releases(installed, links, own, _ -> true).stream()
                        .filter(ref -> !sure.contains(ref))
                        .toList();
        return new PriorApproval(
                installed.deployment(),
                installed.number(),
                installed.uses(),
                List.copyOf(installed.environments()),
                installed.environments().stream()
                        .filter(to -> view.node(to).text("kind").isEmpty())
                        .toList(),
                releases,
                inferred,
                installed.startedAt(),
                either.map(Approved::at),
                either.map(Approved::approvals).orElse(List.of()),
                reliance.inForce(),
                verdict(before, either, reliance),
                before.filter(Approved::isByOthers).isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                before.flatMap(Approved::selfApproved)
                                        .orElseGet(
                                                () ->
                                                        reliance.because(
                                                                why(installed, then, inferred)))),
                restoration(installed, links));
    }

    private static Optional<Approved> later(Installation installed, ApprovedContent now) {
        return installed
                .approved(now)
                .filter(Approved::isByOthers)
                .filter(later -> later.at().isAfter(installed.startedAt()));
    }

    private static Optional<Restoration> restoration(Installation installed, List<Edge> links) {
        return installed.isRollback()
                ? Optional.of(
                        new Restoration(
                                refs(installed.items().stream()),
                                refs(targets(links, "reverts", Edge::counts))))
                : Optional.empty();
    }

    private static String why(
            Installation installed, ApprovedContent then, List<NodeRef> inferred) {
        String why = installed.why(then);
        return installed.items().isEmpty() && !inferred.isEmpty()
                ? "%s; that it was %s is only inferred".formatted(why, inferred.getFirst())
                : why;
    }

    private static Stream<NodeRef> targets(
            List<Edge> links, String relation, Predicate<Edge> counts) {
        return links.stream()
                .filter(edge -> edge.relation().equals(relation) && counts.test(edge))
                .map(Edge::to);
    }

    private static Verdict verdict(
            Optional<Approved> before, Optional<Approved> approved, Reliance reliance) {
        if (before.filter(Approved::isByOthers).isPresent()) {
            return Verdict.APPROVED_BEFORE;
        }
        if (!reliance.inForce().isEmpty()) {
            return Verdict.BY_EXCEPTION;
        }
        if (before.isPresent() || reliance.selfGranted().isPresent()) {
            return Verdict.SELF_APPROVED;
        }
        return approved.isPresent() ? Verdict.APPROVED_AFTER : Verdict.NOT_APPROVED;
    }

    /** What it installed, itself or by something that they include. */
    private static List<NodeRef> releases(
            Installation installed, List<Edge> links, GraphView own, Predicate<Edge> counts) {
        return refs(
                targets(links, installed.relation(), counts)
                        .distinct()
                        .flatMap(
                                deployed ->
                                        deployed.type().equals("Release")
                                                ? Stream.of(deployed)
                                                : ReleaseContents.including(
                                                        deployed, own, counts)));
    }

    private static List<NodeRef> refs(Stream<NodeRef> refs) {
        return refs.distinct().sorted().toList();
    }
}
