package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * FAILED: what was done about the release did not pass itself. Of the scans of one kind of one
 * thing by one scanner the last one says, and of the gates of one policy; of a build, whether it
 * succeeded when the release ships what came out of it.
 */
final class OutcomeRule implements FindingRules.Rule {

    private static final Pattern AFTER_ITS_NAME = Pattern.compile("[\\s@/:].*", Pattern.DOTALL);

    @Override
    public void judge(Scope scope, Judgement judgement) {
        last("Scan", "scans", scope, OutcomeRule::scanner)
                .forEach(scan -> say(scan, scanFailure(scan), judgement));
        last("GateDecision", "evaluates", scope, OutcomeRule::policies)
                .forEach(gate -> say(gate, gateFailure(gate), judgement));
        scope.nodes("Artifact")
                .filter(artifact -> scope.follows(artifact.ref()))
                .flatMap(artifact -> Scope.causes(artifact, "producedBy"))
                .filter(Edge::counts)
                .map(Edge::to)
                .distinct()
                .flatMap(build -> scope.node(build).stream())
                .forEach(build -> say(build, buildFailure(build), judgement));
    }

    /** Of all that look at one thing in the same way the last, each once. */
    private static Stream<Node> last(
            String type, String relation, Scope scope, Function<Node, String> way) {
        Map<List<Object>, Edge> last = new HashMap<>();
        scope.nodes(type)
                .filter(Node::isRecorded)
                .forEach(
                        node ->
                                Scope.causes(node, relation)
                                        .filter(link -> link.counts() && scope.follows(link.to()))
                                        .forEach(
                                                link ->
                                                        last.merge(
                                                                List.of(link.to(), way.apply(node)),
                                                                link,
                                                                BinaryOperator.maxBy(
                                                                        Edge.BY_TIME))));
        Set<NodeRef> refs =
                last.values().stream()
                        .map(Edge::from)
                        .collect(Collectors.toCollection(TreeSet::new));
        return refs.stream().flatMap(ref -> scope.node(ref).stream());
    }

    /** What it looks for and by what, whatever the version. */
    private static String scanner(Node scan) {
        return scan.text("kind").orElse("")
                + " "
                + scan.text("scanner")
                        .map(text -> AFTER_ITS_NAME.matcher(text).replaceAll(""))
                        .orElse("");
    }

    private static String policies(Node gate) {
        return Scope.causes(gate, "uses")
                .map(link -> link.to().id())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static void say(Node node, Optional<Finding> finding, Judgement judgement) {
        finding.ifPresent(each -> judgement.say(node, each));
    }

    /** A scanner may have another opinion of its counts than the thresholds; the worse counts. */
    private static Optional<Finding> scanFailure(Node scan) {
        Optional<String> verdict =
                scan.text("verdict").filter(said -> said.equals("FAIL") || said.equals("WAIVED"));
        Map<String, Long> found = counts(scan.attributes().get("findings"));
        Map<String, Long> tolerated = counts(scan.attributes().get("thresholds"));
        String over =
                tolerated.entrySet().stream()
                        .filter(each -> found.getOrDefault(each.getKey(), 0L) > each.getValue())
                        .map(
                                each ->
                                        "%d %s where %d are tolerated"
                                                .formatted(
                                                        found.get(each.getKey()),
                                                        each.getKey(),
                                                        each.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", "));
        return verdict.isEmpty() && over.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.by(
                                "scan-verdict",
                                "FAILED",
                                Stream.of(
                                                verdict.map(said -> "its verdict is " + said)
                                                        .orElse(""),
                                                over.isEmpty() ? "" : "it found " + over)
                                        .filter(part -> !part.isEmpty())
                                        .collect(Collectors.joining("; "))));
    }

    private static Map<String, Long> counts(@Nullable Object list) {
        Map<String, Long> counts = new HashMap<>();
        if (list instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> one
                        && one.get("severity") instanceof String severity
                        && one.get("count") instanceof Number count) {
                    counts.merge(severity, count.longValue(), Long::sum);
                }
            }
        }
        return counts;
    }

    private static Optional<Finding> gateFailure(Node gate) {
        return gate.latest("gate.evaluated")
                .flatMap(fact -> fact.data().text("outcome"))
                .filter(outcome -> !outcome.equals("PASSED"))
                .map(
                        outcome ->
                                Finding.by(
                                        "gate-outcome",
                                        "FAILED",
                                        "its outcome for %s is %s"
                                                .formatted(
                                                        Scope.causes(gate, "evaluates")
                                                                .map(link -> "" + link.to())
                                                                .distinct()
                                                                .collect(Collectors.joining(", ")),
                                                        outcome)));
    }

    private static Optional<Finding> buildFailure(Node build) {
        return build.latest("build.finished")
                .flatMap(fact -> fact.data().text("outcome"))
                .filter(outcome -> !outcome.equals("SUCCEEDED"))
                .map(
                        outcome ->
                                Finding.by(
                                        "build-outcome",
                                        "FAILED",
                                        "its outcome is %s, but what came out of it is shipped"
                                                .formatted(outcome)));
    }
}
