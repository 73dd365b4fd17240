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
 * it did not pass, and takes their place. What it names may also be the release and one rule, where
 * the vocabulary says so of the rule. It has to be granted by a person who wrote nothing of what is
 * judged, still to run, and neither closed nor found unjustified ({@link ExceptionLife}). It comes
 * after the rules that find the gaps.
 */
record WaiverRule(Vocabulary vocabulary) implements FindingRules.Rule {

    /** What an exception can stand in for, by what its results or tests say. */
    private static final Set<String> WAIVABLE =
            Set.of("Requirement", "RiskControl", "Scan", "GateDecision", "TestCase", "TestRun");

    /**
     * An exception, and what it names.
     *
     * @param rule which has to be the one that it waives; empty where it may be any
     */
    private record Waiver(NodeRef exception, NodeRef waived, Optional<String> rule) {

        Optional<Instant> until(Predicate<NodeFact> counts, Scope scope) {
            ExceptionLife life = ExceptionLife.of(scope.view().node(exception), counts);
            return rule.isPresent()
                    ? life.allows(rule.get(), waived, scope.now())
                    : life.allows(waived, scope.now());
        }
    }

    /** Of a gap. */
    private record Allowed(Finding gap, NodeRef exception, Instant end) {}

    @Override
    public void judge(Scope scope, Judgement judgement) {
        List<Waiver> ofReleases =
                scope.nodes("Release")
                        .map(Node::ref)
                        .filter(scope::follows)
                        .flatMap(release -> waivers(release, scope))
                        .toList();
        List<Node> named =
                scope.nodes().stream()
                        .filter(node -> WAIVABLE.contains(node.ref().type()))
                        .filter(
                                node ->
                                        !ofReleases.isEmpty()
                                                || waivers(node.ref(), scope).findAny().isPresent())
                        .filter(
                                node ->
                                        judgement.of(node.ref()).stream()
                                                .anyMatch(this::isWaivable))
                        .toList();
        if (named.isEmpty()) {
            return; // who wrote what is only asked where it matters
        }
        Persons persons = new Persons(scope.view(), scope.root().product());
        Set<String> authors = ApprovalRule.authors(scope, persons);
        Predicate<NodeFact> counts = word -> !authors.contains(persons.of(word.actor().id()));
        named.forEach(node -> judge(node, ofReleases, counts, scope, judgement));
    }

    private static Stream<Waiver> waivers(NodeRef waived, Scope scope) {
        return scope.judgedWith(waived).stream()
                .flatMap(id -> scope.effects(id, "waives"))
                .filter(Edge::counts)
                .map(link -> new Waiver(link.from(), link.to(), Optional.empty()))
                .distinct();
    }

    private void judge(
            Node node,
            List<Waiver> ofReleases,
            Predicate<NodeFact> counts,
            Scope scope,
            Judgement judgement) {
        List<Allowed> allowed =
                judgement.of(node.ref()).stream()
                        .filter(this::isWaivable)
                        .flatMap(gap -> allowed(gap, node, ofReleases, counts, scope).stream())
                        .toList();
        if (!allowed.isEmpty()) {
            judgement.replace(
                    node, allowed.stream().map(Allowed::gap).toList(), waived(allowed.getFirst()));
        }
    }

    private Optional<Allowed> allowed(
            Finding gap,
            Node node,
            List<Waiver> ofReleases,
            Predicate<NodeFact> counts,
            Scope scope) {
        Stream<Waiver> byRule =
                ofReleases.stream()
                        .filter(waiver -> waivedFor(gap).contains(waiver.waived().type()))
                        .map(each -> new Waiver(each.exception(), each.waived(), gap.rule()));
        return Stream.concat(waivers(node.ref(), scope), byRule)
                .flatMap(
                        waiver ->
                                waiver
                                        .until(counts, scope)
                                        .map(end -> new Allowed(gap, waiver.exception(), end))
                                        .stream())
                .findFirst();
    }

    private List<String> waivedFor(Finding gap) {
        return vocabulary
                .finding(gap.code())
                .map(code -> code.waivedFor(gap.rule()))
                .orElse(List.of());
    }

    /**
     * A problem of coverage. A link that means an older revision is none; it has to be looked at.
     */
    private boolean isWaivable(Finding finding) {
        return vocabulary
                .finding(finding.code())
                .filter(FindingCode::problem)
                .filter(code -> code.group().equals("coverage"))
                .filter(code -> code.doubtedBy(finding.rule()) == Doubted.COVERAGE)
                .isPresent();
    }

    private static Finding waived(Allowed first) {
        return new Finding(
                "WAIVED",
                "%s allows it until %s; without it %s: %s"
                        .formatted(
                                first.exception(),
                                first.end(),
                                first.gap().code(),
                                first.gap().reason()));
    }
}
