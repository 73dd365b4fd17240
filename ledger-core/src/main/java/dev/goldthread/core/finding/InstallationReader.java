package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Said;
import dev.goldthread.core.walk.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the uses of one deployment's id apart, environment by environment. A use goes from its
 * start to its end. A start after an end begins another one; so does an event that names other
 * contents, and a second end, unless this says itself that what it ends began before the first.
 * Tools tell one start twice, so a second start of the same is none. For one thread.
 */
final class InstallationReader {

    /** Where a tool counts in seconds, the start comes first. */
    private static final Comparator<NodeFact> IN_ORDER =
            Comparator.comparing(NodeFact::occurredAt)
                    .thenComparing(Installation::isEnd)
                    .thenComparing(Comparator.naturalOrder());

    private final Node deployment;
    private final GraphView view;
    private final List<NodeFact> facts;
    private final Map<Said, List<Edge>> into;
    private final Map<Said, List<NodeRef>> deploys;
    private final List<Installation> read = new ArrayList<>();

    /** When the last use that was read began, by environment. */
    private final Map<NodeRef, Instant> begun = new HashMap<>();

    /** The events of one use, which may be in several environments. */
    private record Use(List<NodeFact> facts, SortedSet<NodeRef> environments) {

        boolean isIn(Set<NodeRef> others) {
            return !Collections.disjoint(environments, others);
        }
    }

    /**
     * @param deployment as it counts
     * @param anywhere the same with all that says where it went
     */
    InstallationReader(Node deployment, Node anywhere, GraphView view) {
        this.deployment = deployment;
        this.view = view;
        this.facts = facts(deployment).or(() -> facts(anywhere)).orElse(anywhere.facts());
        this.into = Scope.causes(anywhere, "into").collect(Collectors.groupingBy(Said::of));
        this.deploys =
                Scope.causes(deployment, "deploys")
                        .filter(Edge::counts)
                        .collect(
                                Collectors.groupingBy(
                                        Said::of,
                                        LinkedHashMap::new,
                                        Collectors.mapping(Edge::to, Collectors.toList())));
    }

    private static Optional<List<NodeFact>> facts(Node node) {
        return Optional.of(
                        node.facts().stream()
                                .filter(fact -> fact.type().startsWith("deployment."))
                                .sorted(IN_ORDER)
                                .toList())
                .filter(list -> !list.isEmpty());
    }

    List<Installation> installations() {
        Map<List<Said>, Use> uses = new LinkedHashMap<>();
        if (!facts.isEmpty()) {
            places(_ -> true).distinct().sorted().forEach(place -> add(place, uses));
        }
        List<Use> inOrder =
                uses.values().stream()
                        .sorted(
                                Comparator.comparing((Use use) -> use.facts().getFirst(), IN_ORDER)
                                        .thenComparing(use -> use.environments().first()))
                        .toList();
        inOrder.forEach(use -> add(installation(use, inOrder.size())));
        return read;
    }

    private void add(Installation use) {
        read.add(use);
        use.environments()
                .forEach(
                        place ->
                                begun.merge(
                                        place,
                                        use.startedAt(),
                                        (one, other) -> one.isAfter(other) ? one : other));
    }

    private Stream<NodeRef> places(Predicate<Edge> counts) {
        return into.values().stream().flatMap(List::stream).filter(counts).map(Edge::to);
    }

    /** Where no event of its own says that it went there, all of them may be about it. */
    private void add(NodeRef environment, Map<List<Said>, Use> uses) {
        List<List<NodeFact>> here = uses(environment);
        for (List<NodeFact> use : here.isEmpty() ? List.of(facts) : here) {
            uses.computeIfAbsent(
                            use.stream().map(Said::of).toList(), _ -> new Use(use, new TreeSet<>()))
                    .environments()
                    .add(environment);
        }
    }

    private List<List<NodeFact>> uses(NodeRef environment) {
        boolean isSure = places(Edge::counts).anyMatch(environment::equals);
        List<List<NodeFact>> uses = new ArrayList<>();
        List<NodeFact> open = new ArrayList<>();
        for (NodeFact fact : facts) {
            if (isInto(fact, environment, isSure)) {
                if (!open.isEmpty() && isOfAnother(fact, open)) {
                    uses.add(List.copyOf(open));
                    open.clear();
                }
                open.add(fact);
            }
        }
        if (!open.isEmpty()) {
            uses.add(List.copyOf(open));
        }
        return uses;
    }

    /** An event that names no environment is about all of them. */
    private boolean isInto(NodeFact fact, NodeRef environment, boolean isSure) {
        List<NodeRef> named =
                into.getOrDefault(Said.of(fact), List.of()).stream()
                        .filter(edge -> edge.counts() || !isSure)
                        .map(Edge::to)
                        .toList();
        return named.isEmpty() || named.contains(environment);
    }

    private boolean isOfAnother(NodeFact fact, List<NodeFact> open) {
        boolean isOver = open.stream().anyMatch(Installation::isEnd);
        return (isOver && !isToldAgain(fact, open)) || namesOthers(fact, open);
    }

    /** An end of what it says had begun before the end that was told already. */
    private static boolean isToldAgain(NodeFact fact, List<NodeFact> open) {
        return Installation.isEnd(fact) && Installation.saysItBeganBy(open.getLast(), fact);
    }

    private boolean namesOthers(NodeFact fact, List<NodeFact> open) {
        List<NodeRef> now = named(List.of(fact));
        List<NodeRef> before = named(open);
        return areOthers(now, before, ReleaseContents::isContent)
                || areOthers(now, before, InstallationReader::isRelease);
    }

    private static boolean areOthers(
            List<NodeRef> now, List<NodeRef> before, Predicate<NodeRef> kind) {
        Set<NodeRef> one = now.stream().filter(kind).collect(Collectors.toSet());
        Set<NodeRef> other = before.stream().filter(kind).collect(Collectors.toSet());
        return !one.isEmpty() && !other.isEmpty() && Collections.disjoint(one, other);
    }

    private static boolean isRelease(NodeRef ref) {
        return ref.type().equals("Release");
    }

    /** What these events name themselves. */
    private List<NodeRef> named(List<NodeFact> use) {
        return use.stream()
                .flatMap(fact -> deploys.getOrDefault(Said.of(fact), List.of()).stream())
                .distinct()
                .toList();
    }

    /** What they name, and what events about other things say that it deploys. */
    private List<NodeRef> deployed(List<NodeFact> use) {
        Set<Said> others = Said.besides(deployment, use);
        return deploys.entrySet().stream()
                .filter(said -> !others.contains(said.getKey()))
                .flatMap(said -> said.getValue().stream())
                .distinct()
                .toList();
    }

    private Installation installation(Use use, int uses) {
        Instant startedAt = startedAt(use);
        List<NodeRef> deployed = deployed(use.facts());
        List<NodeRef> named = deployed.stream().filter(InstallationReader::isRelease).toList();
        List<NodeRef> content = deployed.stream().filter(ReleaseContents::isContent).toList();
        return new Installation(
                deployment.ref(),
                read.size() + 1,
                uses,
                use.facts(),
                Said.besides(deployment, use.facts()),
                use.environments(),
                startedAt,
                Set.copyOf(named),
                content.isEmpty()
                        ? contents(named, use, startedAt, List.copyOf(read))
                        : () -> content);
    }

    /** Of releases that are read when it is asked for. */
    private Supplier<List<NodeRef>> contents(
            List<NodeRef> releases, Use use, Instant startedAt, List<Installation> earlier) {
        return () ->
                releases.stream()
                        .sorted()
                        .flatMap(release -> contents(release, use, startedAt, earlier).stream())
                        .distinct()
                        .toList();
    }

    /**
     * Of some tools only the end is recorded, and it says when the deployment began. Where the
     * start is recorded too, a time before the use before began is when that one did.
     */
    private Instant startedAt(Use use) {
        Instant first = use.facts().getFirst().occurredAt();
        Instant before =
                use.environments().stream()
                        .map(place -> begun.getOrDefault(place, Instant.MIN))
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.MIN);
        boolean isEndAlone = use.facts().stream().allMatch(Installation::isEnd);
        return use.facts().stream()
                .flatMap(fact -> fact.data().time("startedAt").stream())
                .filter(said -> said.isBefore(first) && (isEndAlone || said.isAfter(before)))
                .min(Comparator.naturalOrder())
                .orElse(first);
    }

    /** All of a release then, or what of it was named before, where only its end is told again. */
    private List<NodeRef> contents(
            NodeRef release, Use use, Instant startedAt, List<Installation> earlier) {
        List<NodeRef> all = contents(release, startedAt);
        if (all.isEmpty()) {
            return List.of(release);
        }
        if (use.facts().stream().anyMatch(fact -> !Installation.isEnd(fact))) {
            return all;
        }
        Set<NodeRef> before =
                earlier.stream()
                        .filter(each -> use.isIn(each.environments()))
                        .filter(each -> each.named().contains(release))
                        .filter(each -> contents(release, each.startedAt()).equals(all))
                        .flatMap(each -> deployed(each.facts()).stream())
                        .collect(Collectors.toSet());
        List<NodeRef> again = all.stream().filter(before::contains).toList();
        return again.isEmpty() ? all : again;
    }

    private List<NodeRef> contents(NodeRef release, Instant then) {
        return ReleaseContents.at(view.node(release), then).content().toList();
    }
}
