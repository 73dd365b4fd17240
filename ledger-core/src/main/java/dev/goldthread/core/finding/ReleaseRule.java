package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * INCOMPLETE: a release that was installed in production although no event fixed its contents, or
 * no event made it available.
 */
final class ReleaseRule implements FindingRules.Rule {

    private static final Map<String, String> NEEDED =
            Map.of(
                    "release.manifested", "its contents were never fixed",
                    "release.published", "it was never published");

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Release")
                .filter(Node::isRecorded)
                .filter(release -> isInProduction(release, scope))
                .forEach(release -> judge(release, judgement));
    }

    private static void judge(Node release, Judgement judgement) {
        List<String> missing =
                NEEDED.keySet().stream()
                        .filter(type -> release.latest(type).isEmpty())
                        .sorted()
                        .map(NEEDED::get)
                        .toList();
        if (!missing.isEmpty()) {
            judgement.say(
                    release,
                    "INCOMPLETE",
                    "it was deployed into production, but " + String.join(", and ", missing));
        }
    }

    private static boolean isInProduction(Node release, Scope scope) {
        Stream<NodeRef> contents = Scope.causes(release, "includes").map(edge -> edge.to());
        return Stream.concat(Stream.of(release.ref()), contents)
                .flatMap(item -> scope.effects(item, "deploys"))
                .flatMap(edge -> scope.node(edge.from()).stream())
                .anyMatch(deployment -> PriorApproval.isIntoProduction(deployment, scope.view()));
    }
}
