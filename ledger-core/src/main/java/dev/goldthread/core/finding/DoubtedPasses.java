package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import dev.goldthread.core.walk.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Passes that a report of a run names although it counts fewer: one of them at least is none, and
 * nobody can say which. One that counts failures which it does not name, and leaves room for the
 * passes that it does, takes nothing from these. Each report is counted once for all its tests. For
 * one thread.
 */
final class DoubtedPasses {

    /**
     * @param passed how many the report counts
     * @param named how many it says passed
     * @param failures how many it counts that did not pass and that it does not name
     */
    record Doubt(long passed, long named, long failures) {

        boolean isOfFailures() {
            return failures > 0;
        }

        String words(NodeRef test, NodeRef run) {
            return "%s says that %s passed, but counts %d that did where it names %d%s"
                    .formatted(
                            run,
                            test,
                            passed,
                            named,
                            isOfFailures()
                                    ? ", and %d that did not pass and that it does not name"
                                            .formatted(failures)
                                    : "");
        }
    }

    private final Scope scope;
    private final Map<Said, Optional<Doubt>> known = new HashMap<>();

    DoubtedPasses(Scope scope) {
        this.scope = scope;
    }

    /** Why a link that says that a test passed shows nothing; empty where it does. */
    Optional<Doubt> of(Edge passed) {
        Said said = Said.of(passed);
        if (!known.containsKey(said)) {
            known.put(said, Optional.empty());
            Node run = scope.view().node(passed.from());
            run.facts().stream()
                    .filter(fact -> Said.of(fact).equals(said))
                    .forEach(fact -> read(run, fact));
        }
        return known.get(said);
    }

    private void read(Node run, NodeFact fact) {
        Set<Said> report = RunCounts.report(run, fact);
        Optional<Doubt> doubt =
                RunCounts.of(fact)
                        .map(counts -> doubt(run, report, counts))
                        .filter(found -> found.named() > found.passed());
        report.forEach(said -> known.put(said, doubt));
    }

    private static Doubt doubt(Node run, Set<Said> report, RunCounts counts) {
        return new Doubt(
                counts.passed(),
                RunCounts.passesNamed(run, report),
                counts.failed() - RunCounts.failuresNamed(run, report));
    }
}
