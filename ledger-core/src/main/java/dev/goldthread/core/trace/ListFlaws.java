package dev.goldthread.core.trace;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.trace.DeploymentList.Counts;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What the ledger has itself that speaks against lists of deployments, for those who count sources:
 * the same that {@link DeploymentLists} finds. Deployments are read one after the other, so that
 * none stays in memory.
 */
public final class ListFlaws {

    private ListFlaws() {}

    /**
     * How much is done at most.
     *
     * @param deployments that are read
     * @param pairs of a list and a deployment that are held against each other
     */
    public record Bounds(int deployments, int pairs) {

        private int deploymentsFor(long lists) {
            return (int) Math.min(deployments, pairs / lists);
        }
    }

    /**
     * Why lists that say that they agree do not, each by its event. Where too much would have to be
     * read, none of them is known to agree.
     *
     * @param view of what counts, by the product's own log alone
     * @param asked events of that log, of which lists are held against it, each with the source
     * @param deployments those that may be recorded, but no more than the number; asked for when
     *     there are lists
     */
    public static Map<EventId, String> of(
            GraphView view,
            Map<EventId, NodeRef> asked,
            IntFunction<? extends Collection<NodeRef>> deployments,
            Bounds bounds) {
        Map<NodeRef, List<DeploymentList>> lists = lists(view, asked);
        if (lists.isEmpty()) {
            return Map.of();
        }
        int count = lists.values().stream().mapToInt(List::size).sum();
        int deploymentsMax = bounds.deploymentsFor(count);
        Collection<NodeRef> all = deployments.apply(deploymentsMax + 1);
        if (all.size() > deploymentsMax) {
            String unknown =
                    "says that it agrees, but was not held against the deployments of the ledger: it has more than %d, which is all that an answer holds %d %s of deployments against"
                            .formatted(deploymentsMax, count, count == 1 ? "list" : "lists");
            return flaws(lists, _ -> Optional.of(unknown));
        }
        Map<EventId, Counts> counts = counts(view, lists, all);
        return flaws(
                lists,
                list -> list.judged(counts.getOrDefault(list.fact().event(), Counts.NONE)).flaw());
    }

    /** By source; those that nothing which they say themselves speaks against. */
    private static Map<NodeRef, List<DeploymentList>> lists(
            GraphView view, Map<EventId, NodeRef> asked) {
        return Set.copyOf(asked.values()).stream()
                .flatMap(source -> DeploymentList.of(view.node(source)))
                .filter(list -> asked.containsKey(list.fact().event()))
                .filter(DeploymentList::isOfDeployments)
                .filter(list -> list.comparison().result().complete())
                .collect(Collectors.groupingBy(DeploymentList::source));
    }

    private static Map<EventId, Counts> counts(
            GraphView view,
            Map<NodeRef, List<DeploymentList>> lists,
            Collection<NodeRef> deployments) {
        Map<EventId, Counts> counts = new HashMap<>();
        for (NodeRef ref : deployments) {
            Node node = view.node(ref);
            if (node.isRecorded()) {
                CountedDeployment all = CountedDeployment.of(node, Installation.ofOwn(node, view));
                lists.forEach((source, given) -> count(all.saidBy(source), given, counts));
            }
        }
        return counts;
    }

    private static void count(
            CountedDeployment deployment, List<DeploymentList> lists, Map<EventId, Counts> counts) {
        if (deployment.isSaid()) {
            for (DeploymentList list : lists) {
                counts.merge(list.fact().event(), deployment.in(list), Counts::plus);
            }
        }
    }

    private static Map<EventId, String> flaws(
            Map<NodeRef, List<DeploymentList>> lists,
            Function<DeploymentList, Optional<String>> flaw) {
        Map<EventId, String> flaws = new HashMap<>();
        lists.values().stream()
                .flatMap(List::stream)
                .forEach(
                        list ->
                                flaw.apply(list)
                                        .ifPresent(why -> flaws.put(list.fact().event(), why)));
        return flaws;
    }
}
