package dev.goldthread.core.finding;

import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.Doubted;
import dev.goldthread.core.event.Vocabulary.FindingCode;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * WAIVED: an exception that is in force allows the gaps in the coverage of what it names, and takes
 * their place. It has to be granted by a person, still to run, and not closed. It comes after the
 * rules that find the gaps.
 */
record WaiverRule(Vocabulary vocabulary) implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        CoverageRule.coverable(scope).forEach(node -> judge(node, scope, judgement));
    }

    private void judge(Node node, Scope scope, Judgement judgement) {
        List<Finding> gaps =
                judgement.of(node.ref()).stream().filter(this::isCoverageProblem).toList();
        if (gaps.isEmpty()) {
            return;
        }
        scope.effects(node.ref(), "waives")
                .filter(Edge::counts)
                .map(edge -> scope.view().node(edge.from()))
                .filter(exception -> isInForce(exception, scope.now()))
                .findFirst()
                .ifPresent(
                        exception ->
                                judgement.replace(
                                        node,
                                        gaps,
                                        new Finding("WAIVED", reason(exception, gaps))));
    }

    /** A link that means an older revision is no matter of coverage; it has to be looked at. */
    private boolean isCoverageProblem(Finding finding) {
        return vocabulary
                .finding(finding.code())
                .filter(FindingCode::problem)
                .filter(code -> code.group().equals("coverage"))
                .filter(code -> code.doubtedBy(finding.rule()) == Doubted.COVERAGE)
                .isPresent();
    }

    private static boolean isInForce(Node exception, Instant now) {
        return ExceptionRule.isGranted(exception)
                && exception.latest("exception.closed", "exception.expired").isEmpty()
                && expiresAt(exception).filter(expiry -> expiry.isAfter(now)).isPresent();
    }

    private static Optional<Instant> expiresAt(Node exception) {
        return exception.attributes().get("expiresAt") instanceof Instant expiry
                ? Optional.of(expiry)
                : Optional.empty();
    }

    private static String reason(Node exception, List<Finding> gaps) {
        Finding first = gaps.getFirst();
        return "%s allows it until %s; without it %s: %s"
                .formatted(
                        exception.ref(),
                        expiresAt(exception).map(Instant::toString).orElse("?"),
                        first.code(),
                        first.reason());
    }
}
