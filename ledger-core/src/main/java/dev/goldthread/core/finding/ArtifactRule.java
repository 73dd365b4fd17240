package dev.goldthread.core.finding;

import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.walk.Scope;
import java.util.Optional;

/** What a release ships must be signed, and must say what it contains: UNSIGNED, INCOMPLETE. */
final class ArtifactRule implements FindingRules.Rule {

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Artifact")
                .filter(Node::isRecorded)
                .filter(artifact -> isShipped(artifact, scope))
                .forEach(artifact -> judge(artifact, judgement));
    }

    private static boolean isShipped(Node artifact, Scope scope) {
        return scope.effects(artifact.ref(), "includes")
                .anyMatch(edge -> edge.from().type().equals("Release"));
    }

    private static void judge(Node artifact, Judgement judgement) {
        Optional<String> verification =
                artifact.latest("artifact.signed")
                        .flatMap(fact -> fact.data().text("verification"));
        if (verification.isEmpty()) {
            judgement.say(artifact, "UNSIGNED", "no signature is on record");
        } else if (!verification.get().equals("VERIFIED")) {
            judgement.say(artifact, "UNSIGNED", "its signature is " + verification.get());
        }
        if (Scope.causes(artifact, "contains").noneMatch(Edge::counts)) {
            judgement.say(
                    artifact,
                    Finding.by(
                            "artifact-components",
                            "INCOMPLETE",
                            "no bill of materials says what it contains"));
        }
    }
}
