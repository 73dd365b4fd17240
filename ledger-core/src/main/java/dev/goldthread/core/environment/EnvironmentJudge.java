package dev.goldthread.core.environment;

import dev.goldthread.core.environment.EnvironmentState.Judged;
import dev.goldthread.core.environment.Standing.Verdict;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.finding.PriorApproval;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds what is in force against what was approved, installed and seen. NOT_AS_APPROVED: what runs,
 * or the state that a setting is in, is not what was approved. UNAPPROVED: nothing ever approved a
 * setting. CONFLICT and INCOMPLETE: what was installed and what was seen are not the same ({@link
 * InstallationJudge}), or a setting was seen in another state than it was set to. EXPIRED: a flag
 * is in force after its time. Every state is judged by the rules of production unless an event says
 * that the environment is for something else. CORRECTED_IN_PART, of any environment: the event that
 * brought or saw it was set aside in part. For one thread.
 */
final class EnvironmentJudge {

    private final GraphView view;
    private final Instant at;
    private final Node environment;
    private final InForce present;
    private final Standings standings;

    /**
     * By the log of the environment's own product.
     *
     * @param at what expiry is held against
     */
    EnvironmentJudge(GraphView view, Instant at, Node environment, InForce present) {
        this(view, at, environment, present, Standings.ofOwnLog(view, environment.ref(), at));
    }

    /**
     * @param standings how what is in force stands to what was approved
     */
    EnvironmentJudge(
            GraphView view, Instant at, Node environment, InForce present, Standings standings) {
        this.view = view;
        this.at = at;
        this.environment = environment;
        this.present = present;
        this.standings = standings;
    }

    InstallationJudge installations() {
        return new InstallationJudge(present);
    }

    List<Judged> inForce() {
        return held().stream().map(this::judged).toList();
    }

    /** What is found of all that is in force. */
    Stream<Finding> findings() {
        return inForce().stream().flatMap(judged -> judged.findings().stream());
    }

    private Judged judged(Held held) {
        Standing standing = standings.of(held, held());
        return judged(
                held, standing, Stream.concat(approved(held, standing), observed(held, standing)));
    }

    /** What happened last brought it: whether it might be, not whether somebody saw it. */
    Judged brought(Held held) {
        Standing standing = standings.of(held, held());
        return judged(held, standing, approved(held, standing));
    }

    private Collection<Held> held() {
        return present.held().values();
    }

    private Judged judged(Held held, Standing standing, Stream<Finding> findings) {
        Stream<Finding> ofProduction = isProduction() ? findings : Stream.empty();
        return new Judged(held, standing, Stream.concat(ofProduction, corrected(held)).toList());
    }

    /** Whatever the environment is for: what is said to be in force may be what was set aside. */
    private Stream<Finding> corrected(Held held) {
        return Stream.concat(Stream.of(held.since()), held.seen().stream())
                .flatMap(fact -> view.correctedInPart(fact.product(), fact.event()).stream())
                .distinct()
                .map(Finding::of)
                .map(
                        found ->
                                new Finding(
                                        found.code(),
                                        "%s: %s".formatted(held.node(), found.reason())));
    }

    private boolean isProduction() {
        return PriorApproval.isProduction(environment, at);
    }

    private static Stream<Finding> approved(Held held, Standing standing) {
        boolean isOfOther =
                held.node().type().equals("Exposure") && !standing.by().contains(held.node());
        if (standing.isGood() || isOfOther) {
            return Stream.empty(); // what is exposed says it already
        }
        if (standing.verdict() == Verdict.SELF_APPROVED) {
            return Stream.of(
                    new Finding(
                            "SELF_APPROVED", "%s: %s".formatted(held.node(), standing.because())));
        }
        boolean isNeverApproved = !held.isRunning() && standing.verdict() == Verdict.NOT_APPROVED;
        return Stream.of(
                new Finding(
                        isNeverApproved ? "UNAPPROVED" : "NOT_AS_APPROVED",
                        "%s: %s".formatted(held.node(), standing.because())));
    }

    private Stream<Finding> observed(Held held, Standing standing) {
        Stream<Finding> conflicts =
                Stream.of(
                                InstallationJudge.uninstalled(held).filter(_ -> standing.isGood()),
                                otherThanSet(held))
                        .flatMap(Optional::stream)
                        .map(reason -> "%s: %s".formatted(held.node(), reason))
                        .map(reason -> Finding.by(InstallationJudge.RULE, "CONFLICT", reason));
        return Stream.of(conflicts, installations().unseen(held).stream(), expired(held).stream())
                .flatMap(found -> found);
    }

    /** A flag was meant to be gone by then. */
    private Optional<Finding> expired(Held held) {
        return held.node().type().equals("Flag")
                ? view.node(held.node())
                        .time("expiresAt")
                        .filter(end -> end.isBefore(at))
                        .map(
                                end ->
                                        new Finding(
                                                "EXPIRED",
                                                "%s: it was to be retired by %s"
                                                        .formatted(held.node(), end)))
                : Optional.empty();
    }

    /** Seen in another state than the one that it was set to before. */
    private Optional<String> otherThanSet(Held held) {
        if (held.isRunning() || held.seen().isEmpty()) {
            return Optional.empty();
        }
        NodeFact look = held.seen().get();
        return held.set()
                .filter(set -> held.revision().isPresent())
                .filter(set -> !set.data().text("revision").equals(held.revision()))
                .map(
                        set ->
                                "%s sees revision %s, but %s had set revision %s"
                                        .formatted(
                                                look.event(),
                                                held.revision().orElse("?"),
                                                set.event(),
                                                set.data().text("revision").orElse("?")));
    }

    List<Finding> ofEnvironment() {
        return Stream.of(
                        installations().unlisted(),
                        installations().gone().filter(_ -> isProduction()))
                .flatMap(Optional::stream)
                .toList();
    }
}
