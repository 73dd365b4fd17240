package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.FindingCode;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every gap of a release: the findings that are problems, and the required evidence that is missing
 * and that no finding speaks of. What is found of a requirement or control under several ids is one
 * gap.
 *
 * @param gaps gravest first, then by node
 * @param entries of the product's log that the trace rests on
 */
public record ReleaseGaps(
        NodeRef release,
        GraphView.Position asOf,
        List<Gap> gaps,
        Completeness completeness,
        Entries entries) {

    private static final List<String> SEVERITIES = List.of("critical", "major", "minor");

    private static final Comparator<Gap> ORDER =
            Comparator.comparingInt((Gap gap) -> SEVERITIES.indexOf(gap.severity()))
                    .thenComparing(Gap::node)
                    .thenComparing(Gap::code)
                    .thenComparing(Gap::reason);

    public ReleaseGaps {
        gaps = gaps.stream().sorted(ORDER).toList();
    }

    /** Gaps with those that others found, in the order of gaps. */
    public static List<Gap> merged(List<Gap> gaps, List<Gap> more) {
        return Stream.concat(gaps.stream(), more.stream()).sorted(ORDER).toList();
    }

    static ReleaseGaps of(
            Trace trace, Scope scope, Completeness completeness, Vocabulary vocabulary) {
        Map<NodeRef, List<Finding>> findings = new HashMap<>();
        trace.nodes().forEach(node -> findings.put(node.node().ref(), node.findings()));
        List<Gap> gaps = new ArrayList<>();
        for (TraceNode node : trace.nodes()) {
            NodeRef ref = node.node().ref();
            NodeRef shown = scope.shown(ref);
            List<Finding> told =
                    shown.equals(ref) ? List.of() : findings.getOrDefault(shown, List.of());
            for (Finding finding : node.findings()) {
                if (!told.contains(finding)) {
                    Gap.of(ref, finding, vocabulary).ifPresent(gaps::add);
                }
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
        return new ReleaseGaps(trace.root(), trace.asOf(), gaps, completeness, trace.entries());
    }
}
