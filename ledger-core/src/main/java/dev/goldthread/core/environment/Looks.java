package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.LastLook;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was seen of an environment. A look that is too long for one event comes in parts, which have
 * one fingerprint; as long as a part is missing, or it counts more than it names, nobody knows what
 * no longer runs.
 */
final class Looks {

    private Looks() {}

    static List<Happening> at(Node environment) {
        List<NodeFact> facts = environment.facts();
        Map<Said, List<Edge>> runs = LastLook.runs(environment);
        List<Happening> looks = new ArrayList<>();
        for (NodeFact fact : facts) {
            if (fact.type().equals("environment.snapshotted")) {
                looks.add(looked(fact, facts, environment.ref(), runs));
            } else if (fact.type().equals("environment.changed")) {
                looks.add(
                        new Happening.Changed(
                                fact, environment.ref(), LastLook.seen(List.of(fact), runs)));
            }
        }
        return looks;
    }

    private static Happening looked(
            NodeFact fact, List<NodeFact> facts, NodeRef environment, Map<Said, List<Edge>> runs) {
        List<NodeFact> parts = LastLook.partsOf(fact, facts);
        List<Edge> seen = LastLook.seen(parts, runs);
        return new Happening.Looked(fact, environment, seen, LastLook.missing(fact, parts, seen));
    }
}
