package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.OwnLogView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What stood behind a deployment when it started: each use of its id by itself.
 *
 * @param use of the uses of this id, from 1, in the order in which they began
 * @param uses how many there are
 * @param environments where it was installed
 * @param ofUnknownKind those of them of which no event says what they are for
 * @param releases what it installed, itself or by something that they include
 * @param inferredReleases others of which only INFERRED links say so; no approval of theirs counts
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
        int use,
        int uses,
        List<NodeRef> environments,
        List<NodeRef> ofUnknownKind,
        List<NodeRef> releases,
        List<NodeRef> inferredReleases,
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
        /** Only by whoever wrote it, or by an exception that only they granted. */
        SELF_APPROVED,
        NOT_APPROVED
    }

    public PriorApproval {
        environments = List.copyOf(environments);
        ofUnknownKind = List.copyOf(ofUnknownKind);
        releases = List.copyOf(releases);
        inferredReleases = List.copyOf(inferredReleases);
        approvals = List.copyOf(approvals);
        exceptions = List.copyOf(exceptions);
    }

    /** Every node that it names. */
    public Stream<NodeRef> named() {
        return Stream.of(
                        List.of(deployment),
                        environments,
                        releases,
                        inferredReleases,
                        approvals,
                        exceptions)
                .flatMap(List::stream);
    }

    /** Whether it installed the release, or something that it includes, as far as anybody says. */
    public boolean isOf(NodeRef release) {
        return releases.contains(release) || inferredReleases.contains(release);
    }

    /** The environments that it went into which were, or may have been, production then. */
    public static Stream<Node> production(Installation installed, GraphView view) {
        return installed.environments().stream()
                .map(view::node)
                .filter(environment -> isProduction(environment, installed.startedAt()));
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
     * @param now by all that the log of the deployment's own product states
     */
    static PriorApproval of(Installation installed, GraphView view, ApprovedContent now) {
        Product home = installed.deployment().product();
        Instant startedAt = installed.startedAt();
        ApprovedContent then = now.at(startedAt, view);
        GraphView own = OwnLogView.of(view, home);
        List<Edge> links =
                own.node(installed.deployment()).causes().stream()
                        .filter(installed::isSaidOf)
                        .toList();
        Optional<Approved> before = installed.approved(then);
        Optional<Approved> approved =
                before.or(
                        () ->
                                installed
                                        .approved(now)
                                        .filter(Approved::isByOthers)
                                        .filter(later -> later.at().isAfter(startedAt)));
        Reliance reliance = Reliance.of(links, installed, then);
        List<NodeRef> releases = releases(links, own, Edge::counts);
        Set<NodeRef> sure = Set.copyOf(releases);
        List<NodeRef> inferred =
                releases(links, own, _ -> true).stream()
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
                startedAt,
                approved.map(Approved::at),
                approved.map(Approved::approvals).orElse(List.of()),
                reliance.inForce(),
                verdict(before, approved, reliance),
                before.filter(Approved::isByOthers).isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                before.flatMap(Approved::selfApproved)
                                        .orElseGet(
                                                () ->
                                                        reliance.because(
                                                                why(installed, then, inferred)))));
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
    private static List<NodeRef> releases(List<Edge> links, GraphView own, Predicate<Edge> counts) {
        return refs(
                targets(links, "deploys", counts)
                        .distinct()
                        .flatMap(
                                deployed ->
                                        deployed.type().equals("Release")
                                                ? Stream.of(deployed)
                                                : ReleaseContents.including(
                                                        deployed, own, counts)));
    }

    /** Approvals that count for what was asked for. */
    public static Stream<NodeRef> approvals(NodeRef release, GraphView view) {
        return ApprovalTerms.of(release, view, ApprovalTerms.now(view, release))
                .approvals(_ -> true)
                .stream();
    }

    private static List<NodeRef> refs(Stream<NodeRef> refs) {
        return refs.distinct().sorted().toList();
    }
}
