package dev.goldthread.core.trace;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.Installation;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.population.Sources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The deployments that a product's log has, by who said them; each use of an id by itself. For one
 * thread.
 */
final class RecordedDeployments {

    private final List<CountedDeployment> all = new ArrayList<>();
    private final List<Installation> uses = new ArrayList<>();
    private final Map<NodeRef, List<Installation>> byId = new HashMap<>();
    private final Map<NodeRef, List<Installation>> into = new HashMap<>();

    /** What the sources of lists said. */
    private final Map<NodeRef, List<CountedDeployment>> bySource = new HashMap<>();

    /** What a list is held against, by its event: it may be of several environments. */
    private final Map<EventId, DeploymentList.Counts> counts = new HashMap<>();

    /** How often each id that a list is about was used, by the event of the list. */
    private final Map<EventId, Map<NodeRef, Long>> listed = new HashMap<>();

    RecordedDeployments(List<Node> deployments, GraphView view) {
        for (Node deployment : deployments) {
            List<Installation> ofOne = Installation.ofOwn(deployment, view);
            all.add(CountedDeployment.of(deployment, ofOne));
            for (Installation use : ofOne) {
                uses.add(use);
                byId.computeIfAbsent(use.deployment(), _ -> new ArrayList<>()).add(use);
                use.environments()
                        .forEach(to -> into.computeIfAbsent(to, _ -> new ArrayList<>()).add(use));
            }
        }
    }

    List<Installation> uses() {
        return uses;
    }

    /** Of one id, in order. */
    List<Installation> uses(NodeRef deployment) {
        return byId.getOrDefault(deployment, List.of());
    }

    private Stream<Installation> into(NodeRef environment) {
        return into.getOrDefault(environment, List.of()).stream();
    }

    /** What the product's own log says of one use. */
    static List<NodeFact> facts(Installation use) {
        return facts(use.facts(), use.deployment());
    }

    static List<NodeFact> facts(List<NodeFact> facts, NodeRef deployment) {
        return facts.stream()
                .filter(fact -> fact.product().equals(deployment.product()))
                .filter(fact -> fact.type().startsWith("deployment."))
                .toList();
    }

    /** Whether the list was compared with something that its source said of this use. */
    boolean isIn(DeploymentList list, Installation use) {
        return facts(use).stream().anyMatch(list::covers);
    }

    /**
     * Why a list does not prove a use that it is about: it counts ids, and this one was used more
     * than once in its time. One that counts as many as there are uses lists each of them.
     */
    Optional<String> unproven(DeploymentList list, Installation use) {
        if (use.uses() == 1) {
            return Optional.empty();
        }
        Map<NodeRef, Long> listed =
                this.listed.computeIfAbsent(list.fact().event(), _ -> listed(list));
        long again = listed.getOrDefault(use.deployment(), 0L);
        long all = listed.values().stream().mapToLong(Long::longValue).sum();
        return again <= 1 || list.listed().filter(n -> n == all).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "lists %d for %d uses of ids in its time, of which %d are of %s, so it does not prove each of them"
                                .formatted(
                                        list.listed().orElse(0L),
                                        all,
                                        again,
                                        use.deployment().id()));
    }

    /** How often each id was used, of what the list is about. */
    private Map<NodeRef, Long> listed(DeploymentList list) {
        return list.environments().stream()
                .flatMap(this::into)
                .distinct()
                .filter(use -> isIn(list, use))
                .collect(Collectors.groupingBy(Installation::deployment, Collectors.counting()));
    }

    /** What the ledger has of what a list is about. */
    DeploymentList.Counts counts(DeploymentList list) {
        return counts.computeIfAbsent(list.fact().event(), _ -> count(list));
    }

    private DeploymentList.Counts count(DeploymentList list) {
        return bySource.computeIfAbsent(list.source(), this::saidBy).stream()
                .map(each -> each.in(list))
                .reduce(DeploymentList.Counts.NONE, DeploymentList.Counts::plus);
    }

    private List<CountedDeployment> saidBy(NodeRef source) {
        return all.stream()
                .map(each -> each.saidBy(source))
                .filter(CountedDeployment::isSaid)
                .toList();
    }

    /** What a source said first of what went into the environment. */
    Optional<NodeFact> first(NodeRef environment, NodeRef source) {
        return into(environment)
                .flatMap(each -> facts(each).stream())
                .filter(fact -> Sources.isUnder(fact.source(), source.id()))
                .min(NodeFact::compareTo);
    }

    /** What went into the environment first, whoever said it. */
    Optional<NodeFact> first(NodeRef environment) {
        return into(environment).flatMap(each -> facts(each).stream()).min(NodeFact::compareTo);
    }

    /** The addresses of those who said something of a deployment. */
    static List<String> sources(Installation use) {
        return facts(use).stream().map(NodeFact::source).distinct().toList();
    }
}
