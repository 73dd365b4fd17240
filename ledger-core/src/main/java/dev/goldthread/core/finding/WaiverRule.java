package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.Doubted;
import dev.goldthread.core.event.Vocabulary.FindingCode;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * WAIVED: an exception that is in force allows the gaps in the coverage of what it names, or that
 * it did not pass, and takes their place. It has to be granted by a person who wrote nothing of
 * what is judged, still to run, and neither closed nor found unjustified ({@link ExceptionLife}).
 * It comes after the rules that find the gaps.
 */
record WaiverRule(Vocabulary vocabulary) implements FindingRules.Rule {

    /** What an exception can stand in for, by what its results or tests say. */
    private static final Set<String> WAIVABLE =
            Set.of("Requirement", "RiskControl", "Scan", "GateDecision");

    @Override
    public void judge(Scope scope, Judgement judgement) {
        List<Node> named =
                scope.nodes().stream()
                        .filter(node -> WAIVABLE.contains(node.ref().type()) && node.isRecorded())
                        .filter(node -> waiving(node, scope).findAny().isPresent())
                        .toList();
        if (named.isEmpty()) {
            return; // who wrote what is only asked where it matters
        }
        Persons persons = new Persons(scope.view(), scope.root().product());
        Set<String> authors = ApprovalRule.authors(scope, persons);
        Predicate<NodeFact> counts = word -> !authors.contains(persons.of(word.actor().id()));
        named.forEach(node -> judge(node, counts, scope, judgement));
    }

    private static Stream<NodeRef> waiving(Node node, Scope scope) {
        return scope.effects(node.ref(), "waives").filter(Edge::counts).map(Edge::from).distinct();
    }

    private void judge(Node node, Predicate<NodeFact> counts, Scope scope, Judgement judgement) {
        List<Finding> gaps =
                judgement.of(node.ref()).stream().filter(this::isCoverageProblem).toList();
        if (gaps.isEmpty()) {
            return;
        }
        waiving(node, scope)
                .flatMap(ref -> waived(scope.view().node(ref), node, counts, scope, gaps).stream())
                .findFirst()
                .ifPresent(waived -> judgement.replace(node, gaps, waived));
    }

    private static Optional<Finding> waived(
            Node exception,
            Node node,
            Predicate<NodeFact> counts,
            Scope scope,
            List<Finding> gaps) {
        return ExceptionLife.of(exception, counts)
                .allows(node.ref(), scope.now())
                .map(end -> new Finding("WAIVED", reason(exception, end, gaps)));
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

    private static String reason(Node exception, Instant end, List<Finding> gaps) {
        Finding first = gaps.getFirst();
        return "%s allows it until %s; without it %s: %s"
                .formatted(exception.ref(), end, first.code(), first.reason());
    }
}
