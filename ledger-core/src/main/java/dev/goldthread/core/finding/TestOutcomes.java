package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How tests ended, each told by a link {@code executes} that is not INFERRED. Where a run names a
 * test more than once, it ended as the worst of what it says, in whatever order it says so. On one
 * digest the last run counts. Of several digests each counts, so no pass on one hides a failure on
 * another.
 */
public final class TestOutcomes {

    /** Worst first. */
    enum Ending {
        FAILED,
        NOT_RUN,
        FLAKY,
        PASSED;

        /** A link without an outcome tells of no run; a word that nobody knows is no pass. */
        static Ending of(Edge run) {
            return switch (run.outcome().orElse("SKIPPED")) {
                case "PASSED" -> PASSED;
                case "FLAKY" -> FLAKY;
                case "SKIPPED" -> NOT_RUN;
                default -> FAILED;
            };
        }
    }

    /** One try of one run: a run that was tried again tells of each try at its own time. */
    private record Try(NodeRef run, Instant at) {}

    private static final Comparator<Edge> WORST_FIRST =
            Comparator.comparing(Ending::of).thenComparing(Edge.BY_TIME.reversed());

    private TestOutcomes() {}

    /** The last run that is told by these links, whatever it was on. */
    public static Optional<Edge> last(Stream<Edge> executes) {
        List<Edge> tries = tries(executes);
        return tries.isEmpty() ? Optional.empty() : Optional.of(tries.getLast());
    }

    /** The worst of the last runs on each digest of what was asked for. */
    public static Optional<Edge> decisive(NodeRef test, Scope scope) {
        return lastOnEach(test, scope).stream().min(WORST_FIRST);
    }

    /** For each digest of what was asked for the last run of the test that was on it. */
    static Collection<Edge> lastOnEach(NodeRef test, Scope scope) {
        List<Edge> tries = onThese(test, scope);
        if (tries.size() < 2) {
            return tries;
        }
        Map<NodeRef, Edge> last = new TreeMap<>();
        tries.forEach(run -> scope.testedBy(run.from()).forEach(on -> last.put(on, run)));
        return last.values().stream().distinct().toList();
    }

    /**
     * The last run that did not pass, on a digest that this run passed on, at the revision of the
     * test that is in force.
     */
    static Optional<Edge> failedBeside(Edge passed, Node test, Scope scope) {
        List<NodeRef> on = scope.testedBy(passed.from());
        Optional<String> revision = test.text("revision");
        return onThese(test.ref(), scope).stream()
                .filter(run -> Ending.of(run) == Ending.FAILED || Ending.of(run) == Ending.FLAKY)
                .filter(run -> scope.testedBy(run.from()).stream().anyMatch(on::contains))
                .filter(run -> isSame(ranRevision(run, test), revision))
                .reduce((earlier, later) -> later);
    }

    /** Where one of them is not known nobody can tell. */
    static boolean isSame(Optional<String> meant, Optional<String> current) {
        return meant.isEmpty() || current.isEmpty() || meant.equals(current);
    }

    /** In words: {@code failed}. */
    static String words(Edge run) {
        return run.outcome().orElse("SKIPPED").toLowerCase(Locale.ROOT);
    }

    /** The revision of the test that ran: the one that the run names, or the one in force then. */
    static Optional<String> ranRevision(Edge run, Node test) {
        return run.revision().or(() -> MeantRevision.inForce(test, run.occurredAt()));
    }

    private static List<Edge> onThese(NodeRef test, Scope scope) {
        return tries(
                scope.effects(test, "executes")
                        .filter(run -> !scope.testedBy(run.from()).isEmpty()));
    }

    /** The worst link of each try, in order of time. */
    private static List<Edge> tries(Stream<Edge> executes) {
        List<Edge> links = executes.filter(Edge::counts).toList();
        return links.size() < 2
                ? links
                : links.stream()
                        .collect(
                                Collectors.toMap(
                                        run -> new Try(run.from(), run.occurredAt()),
                                        Function.identity(),
                                        BinaryOperator.minBy(WORST_FIRST)))
                        .values()
                        .stream()
                        .sorted(Edge.BY_TIME)
                        .toList();
    }
}
