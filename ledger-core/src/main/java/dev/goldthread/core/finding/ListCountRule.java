package dev.goldthread.core.finding;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.finding.FindingRules.Judgement;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * INCOMPLETE: a list that counts more than it names. Of manifests and plans only the last one is
 * asked, of bills of materials each that nothing took the place of, over all of their parts; that
 * parts have not come is said by another rule.
 */
final class ListCountRule implements FindingRules.Rule {

    private static final String MANIFESTED = "release.manifested";
    private static final String DIGEST = "manifestDigest";

    @Override
    public void judge(Scope scope, Judgement judgement) {
        scope.nodes("Release")
                .filter(release -> scope.follows(release.ref()))
                .forEach(
                        release -> lack(release).ifPresent(found -> judgement.say(release, found)));
        scope.nodes("TestPlan")
                .filter(plan -> scope.follows(plan.ref()))
                .forEach(
                        plan ->
                                Plan.of(plan)
                                        .lack()
                                        .ifPresent(found -> judgement.say(plan, found)));
        scope.nodes("Artifact")
                .filter(artifact -> scope.follows(artifact.ref()))
                .forEach(artifact -> judgeBills(artifact, judgement));
    }

    private static void judgeBills(Node artifact, Judgement judgement) {
        for (ShortBill lacking : ShortBill.of(artifact)) {
            judgement.say(artifact, Finding.by("bill-count", "INCOMPLETE", lacking.text()));
        }
    }

    private static Optional<Finding> lack(Node release) {
        return release.latest(MANIFESTED)
                .filter(_ -> MissingParts.of(release).isEmpty())
                .flatMap(
                        last -> {
                            long named = named(release, last);
                            return last.data().fields().get("itemCount") instanceof Number count
                                            && count.longValue() > named
                                    ? Optional.of(
                                            Finding.by(
                                                    "list-count",
                                                    "INCOMPLETE",
                                                    "its manifest counts %d items, but names %d"
                                                            .formatted(count.longValue(), named)))
                                    : Optional.empty();
                        });
    }

    private static long named(Node release, NodeFact last) {
        Set<EventId> parts =
                release.facts().stream()
                        .filter(fact -> fact.type().equals(MANIFESTED))
                        .filter(fact -> fact.data().text(DIGEST).equals(last.data().text(DIGEST)))
                        .map(NodeFact::event)
                        .collect(Collectors.toSet());
        return Scope.causes(release, "includes")
                .filter(link -> parts.contains(link.event()))
                .map(Edge::to)
                .distinct()
                .count();
    }
}
