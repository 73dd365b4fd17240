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
                .forEach(
                        release -> {
                            List<Node> environments = production(release, scope);
                            if (!environments.isEmpty()) {
                                judge(release, environments, judgement);
                            }
                        });
    }

    private static void judge(Node release, List<Node> environments, Judgement judgement) {
        boolean isKnown = environments.stream().anyMatch(each -> each.text("kind").isPresent());
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
                    "it was deployed into %s, but %s"
                            .formatted(
                                    isKnown
                                            ? "production"
                                            : "%s, whose kind is not known"
                                                    .formatted(environments.getFirst().ref().id()),
                                    String.join(", and ", missing)));
        }
    }

    /** Where it or what it includes was deployed, of what counts as production. */
    private static List<Node> production(Node release, Scope scope) {
        Stream<NodeRef> contents = Scope.causes(release, "includes").map(edge -> edge.to());
        return Stream.concat(Stream.of(release.ref()), contents)
                .flatMap(item -> scope.effects(item, "deploys"))
                .flatMap(edge -> scope.node(edge.from()).stream())
                .flatMap(deployment -> Scope.causes(deployment, "into"))
                .map(edge -> scope.view().node(edge.to()))
                .filter(PriorApproval::isProduction)
                .toList();
    }
}
