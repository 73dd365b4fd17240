package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stood behind a deployment, or a rollback, when it started: each use of its id by itself.
 *
 * @param deployment or the rollback
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
 * @param rollback what it put back, of a rollback; empty of a deployment
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
        Optional<String> because,
        Optional<Restoration> rollback) {

    /**
     * What a rollback put back.
     *
     * @param restored artifacts and models
     * @param reverted the deployments that it undid
     */
    public record Restoration(List<NodeRef> restored, List<NodeRef> reverted) {

        public Restoration {
            restored = List.copyOf(restored);
            reverted = List.copyOf(reverted);
        }

        private Stream<NodeRef> named() {
            return Stream.of(restored, reverted).flatMap(List::stream);
        }
    }

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
        return Stream.concat(
                Stream.of(
                                List.of(deployment),
                                environments,
                                releases,
                                inferredReleases,
                                approvals,
                                exceptions)
                        .flatMap(List::stream),
                rollback.stream().flatMap(Restoration::named));
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

    /** Approvals that count for what was asked for. */
    public static Stream<NodeRef> approvals(NodeRef release, GraphView view) {
        return ApprovalTerms.of(release, view, ApprovalTerms.now(view, release))
                .approvals(_ -> true)
                .stream();
    }
}
