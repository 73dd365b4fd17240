package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.population.Sources;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What one deployment's id adds to the counts that lists of a source are held against. The one
 * notion of it for deployments and for sources.
 *
 * @param facts what the source said of it in the product's own log
 * @param uses of the id, each with what of that is about it
 */
record CountedDeployment(List<NodeFact> facts, List<Use> uses) {

    /**
     * @param environments that it went into
     */
    record Use(Set<NodeRef> environments, List<NodeFact> facts) {}

    CountedDeployment {
        facts = List.copyOf(facts);
        uses = List.copyOf(uses);
    }

    /**
     * @param uses all of the deployment's id
     */
    static CountedDeployment of(Node deployment, List<Installation> uses) {
        return new CountedDeployment(
                RecordedDeployments.facts(deployment.facts(), deployment.ref()),
                uses.stream()
                        .map(use -> new Use(use.environments(), RecordedDeployments.facts(use)))
                        .toList());
    }

    /** By what the source, or a part of it, said alone. */
    CountedDeployment saidBy(NodeRef source) {
        return new CountedDeployment(
                ofSource(facts, source),
                uses.stream()
                        .map(use -> new Use(use.environments(), ofSource(use.facts(), source)))
                        .toList());
    }

    private static List<NodeFact> ofSource(List<NodeFact> facts, NodeRef source) {
        return facts.stream().filter(fact -> Sources.isUnder(fact.source(), source.id())).toList();
    }

    boolean isSaid() {
        return !facts.isEmpty();
    }

    /**
     * A list may have an id once, however often and into however many places it went.
     *
     * @param list of the source whose facts these are
     */
    DeploymentList.Counts in(DeploymentList list) {
        return new DeploymentList.Counts(isCovered(list) ? 1 : 0, recorded(list));
    }

    private boolean isCovered(DeploymentList list) {
        for (Use use : uses) {
            if (isCovered(use, list)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCovered(Use use, DeploymentList list) {
        for (NodeFact fact : use.facts()) {
            if (list.isAfter(fact) && list.isAbout(fact)) {
                return !Collections.disjoint(use.environments(), list.environments());
            }
        }
        return false;
    }

    /** Uses, of whatever time and place: a list may be of more than its environments. */
    private long recorded(DeploymentList list) {
        long recorded = 0;
        for (Use use : uses) {
            recorded += isRecorded(use.facts(), list) ? 1 : 0;
        }
        return recorded == 0 && isRecorded(facts, list) ? 1 : recorded;
    }

    private static boolean isRecorded(List<NodeFact> facts, DeploymentList list) {
        for (NodeFact fact : facts) {
            if (list.isAfter(fact)) {
                return true;
            }
        }
        return false;
    }
}
