package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What one deployment's id adds to the counts that a list is held against: the product's own log
 * tells of it, use by use. The one notion of it for deployments and for sources.
 *
 * @param facts that speak of any use
 */
record CountedDeployment(List<NodeFact> facts, List<Use> uses) {

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

    /** A list may have an id once, however often and into however many places it went. */
    DeploymentList.Counts in(DeploymentList list) {
        boolean isCovered = uses.stream().anyMatch(use -> isCovered(use, list));
        return new DeploymentList.Counts(isCovered ? 1 : 0, recorded(list));
    }

    private static boolean isCovered(Use use, DeploymentList list) {
        return use.facts().stream().anyMatch(list::covers)
                && !Collections.disjoint(use.environments(), list.environments());
    }

    /** Uses, of whatever time and place: a list may be of more than its environments. */
    private long recorded(DeploymentList list) {
        return facts.stream().anyMatch(list::knew)
                ? Math.max(
                        1,
                        uses.stream()
                                .filter(use -> use.facts().stream().anyMatch(list::knew))
                                .count())
                : 0;
    }
}
