package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * INCOMPLETE: what is too long for one event comes in numbered parts, and some of these have not
 * come. Parts belong together when they are of one type and number of parts and name the same
 * document or state, where they name one. What only stands beside the trace is not asked.
 */
final class PartsRule implements FindingRules.Rule {

    private static final List<String> NAMES =
            List.of("documentDigest", "manifestDigest", "fingerprint");

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes().stream()
                .filter(node -> scope.follows(node.ref()))
                .forEach(node -> judge(node, judgement));
    }

    private static void judge(Node node, Judgement judgement) {
        Map<String, List<NodeFact>> wholes =
                node.facts().stream()
                        .filter(fact -> Part.of(fact).total() > 1)
                        .collect(
                                Collectors.groupingBy(
                                        PartsRule::whole, TreeMap::new, Collectors.toList()));
        for (List<NodeFact> parts : wholes.values()) {
            NodeFact first = parts.getFirst();
            TreeSet<Long> missing =
                    LongStream.rangeClosed(1, Part.of(first).total())
                            .boxed()
                            .collect(Collectors.toCollection(TreeSet::new));
            parts.forEach(part -> missing.remove(Part.of(part).number()));
            if (!missing.isEmpty()) {
                judgement.say(
                        node,
                        Finding.by(
                                "parts",
                                "INCOMPLETE",
                                "%s comes in %d parts, but %d of them have not come, the first is %d"
                                        .formatted(
                                                first.type(),
                                                Part.of(first).total(),
                                                missing.size(),
                                                missing.first())));
            }
        }
    }

    private static String whole(NodeFact part) {
        String named =
                NAMES.stream()
                        .flatMap(name -> part.data().text(name).stream())
                        .collect(Collectors.joining(" "));
        return Stream.of(part.type(), "" + Part.of(part).total(), named)
                .collect(Collectors.joining(" "));
    }
}
