package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.ApprovedContent.Approved;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.OwnLogView;
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
 * @param approvedAt when the approvals that were asked for were all in, of all that it installed;
 *     empty when they never were
 * @param approvals that it rests on, or would if they had been in
 * @param exceptions that it relied on and that were in force when it started
 * @param because what was not approved when it started; empty when all was
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
        Verdict verdict,
        Optional<String> because) {

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
        return production(deployment, view).findAny().isPresent();
    }

    /** The environments that it went into which were, or may have been, production then. */
    public static Stream<Node> production(Node deployment, GraphView view) {
        Instant startedAt = startedAt(deployment);
        return Scope.causes(deployment, "into")
                .map(Edge::to)
                .distinct()
                .sorted()
                .map(view::node)
                .filter(environment -> isProduction(environment, startedAt));
    }

    /** What no event says the purpose of may be production, and is judged like it. */
    public static boolean isProduction(Node environment) {
        return isProduction(environment, Instant.MAX);
    }

    /**
     * The last word by then counts, and where nobody had said a word, the first one after: what is
     * said of an environment later is nothing of what went there before.
     */
    public static boolean isProduction(Node environment, Instant then) {
        List<NodeFact> facts = environment.facts();
        int by = countUntil(then, facts);
        return kind(facts.subList(0, by).reversed())
                .or(() -> kind(facts.subList(by, facts.size())))
                .orElse("PRODUCTION")
                .equals("PRODUCTION");
    }

    /** By halving: years of looks are many facts, and each deployment asks. */
    private static int countUntil(Instant then, List<NodeFact> facts) {
        int from = 0;
        int to = facts.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (facts.get(middle).occurredAt().isAfter(then)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private static Optional<String> kind(List<NodeFact> facts) {
        for (NodeFact fact : facts) {
            if (!Node.isBeside(fact.type())) {
                Optional<String> kind = fact.data().text("kind");
                if (kind.isPresent()) {
                    return kind;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * By the log of the deployment's own product alone, and by what had happened when it started.
     *
     * @param deployment recorded
     */
    public static PriorApproval of(Node deployment, GraphView view) {
        Product home = deployment.ref().product();
        Instant startedAt = startedAt(deployment);
        ApprovedContent then = ApprovedContent.at(startedAt, view, home);
        GraphView own = OwnLogView.of(view, home);
        Node stated = own.node(deployment.ref());
        Installation installed = Installation.of(stated, then);
        Optional<Approved> before = installed.approved(then);
        Optional<Approved> approved =
                before.or(
                        () ->
                                installed
                                        .approved(ApprovedContent.of(view, home))
                                        .filter(later -> later.at().isAfter(startedAt)));
        List<NodeRef> reliedOn = reliedOn(stated);
        List<NodeRef> exceptions =
                reliedOn.stream()
                        .filter(ref -> ExceptionRule.isInForce(then.view().node(ref), startedAt))
                        .toList();
        return new PriorApproval(
                deployment.ref(),
                refs(Scope.causes(deployment, "into").map(Edge::to)),
                refs(
                        Scope.causes(deployment, "into")
                                .map(Edge::to)
                                .filter(to -> view.node(to).text("kind").isEmpty())),
                releases(stated, own),
                startedAt,
                approved.map(Approved::at),
                approved.map(Approved::approvals).orElse(List.of()),
                exceptions,
                verdict(before.isPresent(), approved.isPresent(), !exceptions.isEmpty()),
                before.isPresent()
                        ? Optional.empty()
                        : Optional.of(because(installed.why(then), reliedOn, exceptions)));
    }

    private static String because(String why, List<NodeRef> reliedOn, List<NodeRef> exceptions) {
        return reliedOn.isEmpty() || !exceptions.isEmpty()
                ? why
                : "%s; %s was not in force".formatted(why, reliedOn.getFirst());
    }

    private static List<NodeRef> reliedOn(Node deployment) {
        return refs(
                Scope.causes(deployment, "reliesOn")
                        .filter(Edge::counts)
                        .map(Edge::to)
                        .filter(to -> to.type().equals("Exception")));
    }

    /** Of some tools only the end is recorded, and it says when the deployment began. */
    public static Instant startedAt(Node deployment) {
        Instant first = deployment.facts().getFirst().occurredAt();
        return deployment.facts().stream()
                .flatMap(fact -> fact.data().time("startedAt").stream())
                .filter(said -> said.isBefore(first))
                .min(Comparator.naturalOrder())
                .orElse(first);
    }

    private static Verdict verdict(
            boolean isApprovedBefore, boolean isApproved, boolean isExcepted) {
        if (isApprovedBefore) {
            return Verdict.APPROVED_BEFORE;
        }
        if (isExcepted) {
            return Verdict.BY_EXCEPTION;
        }
        return isApproved ? Verdict.APPROVED_AFTER : Verdict.NOT_APPROVED;
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

    /** Approvals that count for what was asked for. */
    public static Stream<NodeRef> approvals(NodeRef release, GraphView view) {
        return approvals(release, view, _ -> true);
    }

    static Stream<NodeRef> approvals(NodeRef approved, GraphView view, Predicate<NodeFact> counts) {
        return terms(approved, view).approvals(counts);
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
        return terms(approved, view).since(counts);
    }

    private static ApprovalTerms terms(NodeRef approved, GraphView view) {
        return ApprovalTerms.of(approved, view, ApprovalTerms.now(view, approved));
    }

    private static List<NodeRef> refs(Stream<NodeRef> refs) {
        return refs.distinct().sorted().toList();
    }
}
