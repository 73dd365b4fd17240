package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What stood behind a deployment when it started.
 *
 * @param environments where it was installed
 * @param ofUnknownKind those of them of which no event says what they are for
 * @param releases what it installed, itself or by something that they include
 * @param startedAt when its first event happened, or when an event says that it began, if that is
 *     earlier
 * @param approvedAt when the approvals that were asked for were all in; empty when they never were
 * @param approvals of its releases, by persons whose last word is yes
 * @param exceptions that it relied on
 */
public record PriorApproval(
        NodeRef deployment,
        List<NodeRef> environments,
        List<NodeRef> ofUnknownKind,
        List<NodeRef> releases,
        Instant startedAt,
        Optional<Instant> approvedAt,
        List<NodeRef> approvals,
        List<NodeRef> exceptions,
        Verdict verdict) {

    /** Whether it might be. */
    public enum Verdict {
        APPROVED_BEFORE,
        APPROVED_AFTER,
        BY_EXCEPTION,
        NOT_APPROVED
    }

    public PriorApproval {
        environments = List.copyOf(environments);
        ofUnknownKind = List.copyOf(ofUnknownKind);
        releases = List.copyOf(releases);
        approvals = List.copyOf(approvals);
        exceptions = List.copyOf(exceptions);
    }

    /** Every node that it names. */
    public Stream<NodeRef> named() {
        return Stream.of(List.of(deployment), environments, releases, approvals, exceptions)
                .flatMap(List::stream);
    }

    public static boolean isIntoProduction(Node deployment, GraphView view) {
        return Scope.causes(deployment, "into")
                .map(edge -> view.node(edge.to()))
                .anyMatch(PriorApproval::isProduction);
    }

    /** What no event says the purpose of may be production, and is judged like it. */
    public static boolean isProduction(Node environment) {
        return environment.text("kind").orElse("PRODUCTION").equals("PRODUCTION");
    }

    /**
     * @param deployment recorded
     */
    public static PriorApproval of(Node deployment, GraphView view) {
        Instant startedAt = startedAt(deployment);
        List<NodeRef> releases = releases(deployment, view);
        Optional<Instant> approvedAt =
                releases.stream()
                        .flatMap(release -> approvedAt(startedAt, release, view).stream())
                        .min(Comparator.naturalOrder());
        List<NodeRef> exceptions =
                refs(
                        Scope.causes(deployment, "reliesOn")
                                .map(Edge::to)
                                .filter(to -> to.type().equals("Exception")));
        return new PriorApproval(
                deployment.ref(),
                refs(Scope.causes(deployment, "into").map(Edge::to)),
                refs(
                        Scope.causes(deployment, "into")
                                .map(Edge::to)
                                .filter(to -> view.node(to).text("kind").isEmpty())),
                releases,
                startedAt,
                approvedAt,
                refs(releases.stream().flatMap(release -> approvals(release, view))),
                exceptions,
                verdict(startedAt, approvedAt, exceptions));
    }

    /** Of some tools only the end is recorded, and it says when the deployment began. */
    private static Instant startedAt(Node deployment) {
        Instant first = deployment.facts().getFirst().occurredAt();
        return deployment.facts().stream()
                .map(fact -> fact.data().fields().get("startedAt"))
                .filter(Instant.class::isInstance)
                .map(Instant.class::cast)
                .filter(said -> said.isBefore(first))
                .min(Comparator.naturalOrder())
                .orElse(first);
    }

    private static Verdict verdict(
            Instant startedAt, Optional<Instant> approvedAt, List<NodeRef> exceptions) {
        if (approvedAt.isPresent() && !approvedAt.get().isAfter(startedAt)) {
            return Verdict.APPROVED_BEFORE;
        }
        if (!exceptions.isEmpty()) {
            return Verdict.BY_EXCEPTION;
        }
        return approvedAt.isPresent() ? Verdict.APPROVED_AFTER : Verdict.NOT_APPROVED;
    }

    /** What a deployment installed, itself or by something that they include. */
    public static List<NodeRef> releases(Node deployment, GraphView view) {
        return refs(
                Scope.causes(deployment, "deploys")
                        .map(Edge::to)
                        .flatMap(
                                deployed ->
                                        deployed.type().equals("Release")
                                                ? Stream.of(deployed)
                                                : including(deployed, view)));
    }

    private static Stream<NodeRef> including(NodeRef content, GraphView view) {
        return view.effects(content).stream()
                .filter(
                        edge ->
                                edge.relation().equals("includes")
                                        && edge.from().type().equals("Release"))
                .map(Edge::from);
    }

    /** Approvals that count: granted, by a person who did not take it back. */
    public static Stream<NodeRef> approvals(NodeRef release, GraphView view) {
        return view.effects(release).stream()
                .filter(edge -> edge.relation().equals("approves") && edge.counts())
                .map(Edge::from)
                .distinct()
                .filter(
                        approval ->
                                view.node(approval)
                                        .latest()
                                        .filter(ApprovalRule::isGranted)
                                        .isPresent());
    }

    /** By what was said when the deployment started, else by what was said since. */
    private static Optional<Instant> approvedAt(
            Instant startedAt, NodeRef release, GraphView view) {
        return ApprovalTerms.at(startedAt, release, view)
                .since(_ -> true)
                .or(() -> approvedAt(release, view));
    }

    /** When the last of the approvals that were asked for was given. */
    public static Optional<Instant> approvedAt(NodeRef release, GraphView view) {
        return approvedAt(release, view, _ -> true);
    }

    /**
     * When the last of the approvals that were asked for was given, of those that count.
     *
     * @param counts whether an approval is of the state that is asked about
     */
    public static Optional<Instant> approvedAt(
            NodeRef approved, GraphView view, Predicate<NodeFact> counts) {
        return ApprovalTerms.of(approved, view, ApprovalTerms.now(view, approved)).since(counts);
    }

    private static List<NodeRef> refs(Stream<NodeRef> refs) {
        return refs.distinct().sorted().toList();
    }
}
