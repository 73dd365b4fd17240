package dev.goldthread.core.trace;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.DeploymentList.Counts;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the ledger has itself that speaks against lists of deployments, for those who count sources:
 * the same that {@link DeploymentLists} finds. Deployments are read one after the other, so that
 * none stays in memory.
 */
public final class ListFlaws {

    private ListFlaws() {}

    /**
     * Why lists that say that they agree do not, each by its event. Where too much would have to be
     * read, none of them is known to agree.
     *
     * @param view of what counts, by the product's own log alone
     * @param sources whose lists are held against the ledger
     * @param deployments every one that may be recorded; asked for when there are lists
     * @param deploymentsMax so many are read at most
     */
    public static Map<EventId, String> of(
            GraphView view,
            Product product,
            Set<NodeRef> sources,
            Supplier<? extends Collection<NodeRef>> deployments,
            int deploymentsMax) {
        List<DeploymentList> lists =
                sources.stream()
                        .flatMap(source -> DeploymentList.of(view.node(source)))
                        .filter(list -> list.fact().product().equals(product))
                        .filter(DeploymentList::isOfDeployments)
                        .filter(list -> list.comparison().result().complete())
                        .toList();
        Map<EventId, String> flaws = new HashMap<>();
        if (lists.isEmpty()) {
            return flaws;
        }
        Collection<NodeRef> all = deployments.get();
        if (all.size() > deploymentsMax) {
            String unknown =
                    "says that it agrees, but was not held against the %d deployments of the ledger, of which an answer reads %d at most"
                            .formatted(all.size(), deploymentsMax);
            lists.forEach(list -> flaws.put(list.fact().event(), unknown));
            return flaws;
        }
        Counts[] counts = counts(view, lists, all);
        for (int i = 0; i < counts.length; i++) {
            DeploymentList list = lists.get(i);
            Optional<String> flaw = list.judged(counts[i]).flaw();
            flaw.ifPresent(why -> flaws.put(list.fact().event(), why));
        }
        return flaws;
    }

    /** Of each list, in their order. */
    private static Counts[] counts(
            GraphView view, List<DeploymentList> lists, Collection<NodeRef> deployments) {
        Counts[] counts = new Counts[lists.size()];
        Arrays.fill(counts, Counts.NONE);
        for (NodeRef ref : deployments) {
            Node node = view.node(ref);
            if (node.isRecorded()) {
                CountedDeployment deployment =
                        CountedDeployment.of(node, Installation.ofOwn(node, view));
                for (int i = 0; i < counts.length; i++) {
                    counts[i] = counts[i].plus(deployment.in(lists.get(i)));
                }
            }
        }
        return counts;
    }
}
