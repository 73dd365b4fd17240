package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.FindingCode;
import dev.goldthread.core.graph.GraphView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Every gap of a release: the findings that are problems, and the required evidence that is missing
 * and that no finding speaks of.
 *
 * @param gaps gravest first, then by node
 */
public record ReleaseGaps(
        NodeRef release, GraphView.Position asOf, List<Gap> gaps, Completeness completeness) {

    private static final List<String> SEVERITIES = List.of("critical", "major", "minor");

    private static final Comparator<Gap> ORDER =
            Comparator.comparingInt((Gap gap) -> SEVERITIES.indexOf(gap.severity()))
                    .thenComparing(Gap::node)
                    .thenComparing(Gap::code)
                    .thenComparing(Gap::reason);

    public ReleaseGaps {
        gaps = gaps.stream().sorted(ORDER).toList();
    }

    static ReleaseGaps of(Trace trace, Completeness completeness, Vocabulary vocabulary) {
        List<Gap> gaps = new ArrayList<>();
        for (TraceNode node : trace.nodes()) {
            for (Finding finding : node.findings()) {
                vocabulary
                        .finding(finding.code())
                        .filter(FindingCode::problem)
                        .ifPresent(
                                code ->
                                        gaps.add(
                                                Gap.of(node.node().ref(), code, finding.reason())));
            }
        }
        FindingCode incomplete = vocabulary.finding("INCOMPLETE").orElseThrow();
        completeness.missing().stream()
                .filter(missing -> !missing.explained())
                .map(
                        missing ->
                                Gap.of(
                                        missing.node(),
                                        incomplete,
                                        "%s is missing: %s"
                                                .formatted(missing.evidence(), missing.about()),
                                        missing.remedy()))
                .forEach(gaps::add);
        return new ReleaseGaps(trace.root(), trace.asOf(), gaps, completeness);
    }
}
