package dev.goldthread.core.trace;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.FindingCode;
import dev.goldthread.core.graph.GraphView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Every gap of a release: the findings that are problems, and the required evidence that is missing
 * and that no finding speaks of.
 *
 * @param gaps gravest first, then by node
 */
public record ReleaseGaps(
        NodeRef release, GraphView.Position asOf, List<Gap> gaps, Completeness completeness) {

    private static final int ID_DIGITS = 12;
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
                        .ifPresent(code -> gaps.add(gap(node.node().ref(), code, finding)));
            }
        }
        FindingCode incomplete = vocabulary.finding("INCOMPLETE").orElseThrow();
        completeness.missing().stream()
                .filter(missing -> !missing.explained())
                .map(
                        missing ->
                                gap(
                                        missing.node(),
                                        incomplete,
                                        "%s is missing: %s"
                                                .formatted(missing.evidence(), missing.about()),
                                        missing.remedy()))
                .forEach(gaps::add);
        return new ReleaseGaps(trace.root(), trace.asOf(), gaps, completeness);
    }

    private static Gap gap(NodeRef node, FindingCode code, Finding finding) {
        return gap(node, code, finding.reason(), Optional.ofNullable(code.remedy()).orElse(""));
    }

    private static Gap gap(NodeRef node, FindingCode code, String reason, String remedy) {
        String content =
                String.join(
                        "\n", node.product().name(), node.type(), node.id(), code.code(), reason);
        return new Gap(
                Digest.sha256(content).hex().substring(0, ID_DIGITS),
                node,
                code.code(),
                code.group(),
                Optional.ofNullable(code.severity()).orElse("major"),
                reason,
                remedy);
    }
}
