package dev.goldthread.core.finding;

import dev.goldthread.core.finding.TestOutcomes.Ending;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import dev.goldthread.core.walk.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a report of a run counts over all of its parts ({@code counts} in its data), against what it
 * names.
 *
 * @param passed those that passed at the first try or a later one
 * @param failed those that did not pass, or could not be carried through
 */
record RunCounts(long passed, long failed) {

    /** Empty where it does not count. */
    static Optional<RunCounts> of(NodeFact report) {
        return report.data().fields().get("counts") instanceof Map<?, ?> counts
                ? Optional.of(
                        new RunCounts(
                                number(counts, "passed") + number(counts, "flaky"),
                                number(counts, "failed") + number(counts, "errors")))
                : Optional.empty();
    }

    private static long number(Map<?, ?> counts, String name) {
        return counts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** The events of a run that tell one report, this one with its other parts. */
    static Set<Said> report(Node run, NodeFact fact) {
        return run.facts().stream()
                .filter(other -> isOfOneReport(fact, other))
                .map(Said::of)
                .collect(Collectors.toSet());
    }

    /** The parts of a report are told at one time, and each has the counts of all. */
    private static boolean isOfOneReport(NodeFact fact, NodeFact other) {
        return Said.of(fact).equals(Said.of(other))
                || (Part.of(fact).total() > 1
                        && Part.of(fact).total() == Part.of(other).total()
                        && fact.occurredAt().equals(other.occurredAt())
                        && of(fact).equals(of(other)));
    }

    /** How many of the links of these events of a run say that a test did not pass. */
    static long failuresNamed(Node run, Set<Said> report) {
        return Scope.causes(run, "executes")
                .filter(link -> link.counts() && report.contains(Said.of(link)))
                .filter(link -> Ending.of(link) == Ending.FAILED)
                .count();
    }

    /** How many tests of a run these events say passed. */
    static long passesNamed(Node run, Set<Said> report) {
        return Scope.causes(run, "executes")
                .filter(link -> link.counts() && report.contains(Said.of(link)))
                .filter(link -> isPass(Ending.of(link)))
                .map(Edge::to)
                .distinct()
                .count();
    }

    private static boolean isPass(Ending ending) {
        return ending == Ending.PASSED || ending == Ending.FLAKY;
    }
}
