package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Begun;
import dev.goldthread.core.environment.Happening.Changed;
import dev.goldthread.core.environment.Happening.Configured;
import dev.goldthread.core.environment.Happening.Exposed;
import dev.goldthread.core.environment.Happening.Installed;
import dev.goldthread.core.environment.Happening.Looked;
import dev.goldthread.core.environment.Happening.Restored;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.walk.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plays what happened to an environment in the order in which it happened, whenever it was
 * recorded.
 *
 * <p>A whole look says all that runs. An installation ends what it replaces: what belongs to other
 * releases, and what is published under the same name. A rollback ends what the deployment that it
 * reverts had installed. {@link Settings} tells what is set. An exposure is in force until it is
 * aborted, where what it exposes is. For one thread.
 */
final class EnvironmentTimeline {

    /** What was in force after something happened. */
    record Moment(Happening happening, Map<NodeRef, Held> inForce) {}

    private final EnvironmentRecords records;
    private final Map<NodeRef, Held> running = new TreeMap<>();
    private final Settings settings;
    private final Map<NodeRef, NodeFact> shown = new TreeMap<>();
    private final Map<NodeRef, NodeRef> begun = new HashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private Map<NodeRef, Held> inForce = Map.of();

    private EnvironmentTimeline(EnvironmentRecords records) {
        this.records = records;
        this.settings = new Settings(records);
    }

    static List<Moment> of(EnvironmentRecords records) {
        EnvironmentTimeline timeline = new EnvironmentTimeline(records);
        records.happenings().forEach(timeline::play);
        return timeline.moments;
    }

    private void play(Happening happening) {
        switch (happening) {
            case Looked looked -> look(looked);
            case Changed changed -> change(changed);
            case Begun start -> start.items().forEach(item -> begun.put(item, start.subject()));
            case Installed installed -> install(installed);
            case Restored restored -> restore(restored);
            case Configured set -> settings.declare(set);
            case Exposed exposed -> shown.put(exposed.subject(), exposed.fact());
        }
        inForce = inForce(happening);
        moments.add(new Moment(happening, inForce));
    }

    private void look(Looked look) {
        look.runs().forEach(edge -> see(edge, look));
        if (look.whole()) {
            Set<NodeRef> listed = look.runs().stream().map(Edge::to).collect(Collectors.toSet());
            running.keySet().retainAll(listed);
            settings.retain(listed);
        }
    }

    private void change(Changed change) {
        Set<NodeRef> contents =
                change.runs().stream()
                        .map(Edge::to)
                        .filter(Held::isContent)
                        .collect(Collectors.toSet());
        Set<NodeRef> releases =
                contents.stream()
                        .flatMap(item -> records.releasesOf(item).stream())
                        .collect(Collectors.toSet());
        endReplaced(contents, releases);
        change.runs().forEach(edge -> see(edge, change));
    }

    private void see(Edge edge, Happening look) {
        NodeRef node = edge.to();
        if (Held.isContent(node)) {
            Held known = running.getOrDefault(node, begunAs(node, look));
            running.put(node, known.seenBy(look.fact()));
        } else if (Held.isSetting(node)) {
            settings.see(edge, look);
        }
    }

    private Held begunAs(NodeRef node, Happening look) {
        Held unknown = Held.content(node, look.fact(), look.subject());
        return Optional.ofNullable(begun.get(node)).map(unknown::installedBy).orElse(unknown);
    }

    private void install(Installed installed) {
        begun.values().removeIf(installed.subject()::equals);
        if (installed.whole()) {
            endReplaced(installed.items(), installed.releases());
        }
        installed.items().forEach(item -> put(item, installed));
    }

    private void restore(Restored restored) {
        Set<NodeRef> items =
                restored.restores().stream()
                        .map(Edge::to)
                        .filter(Held::isContent)
                        .collect(Collectors.toSet());
        if (restored.whole()) {
            running.keySet()
                    .removeIf(item -> restored.reverted().contains(item) && !items.contains(item));
            endReplaced(
                    items,
                    items.stream()
                            .flatMap(item -> records.releasesOf(item).stream())
                            .collect(Collectors.toSet()));
        }
        items.forEach(item -> put(item, restored));
        restored.restores().stream()
                .filter(edge -> Held.isSetting(edge.to()))
                .forEach(edge -> settings.restore(edge, restored));
    }

    private void put(NodeRef item, Happening installation) {
        Held held =
                running.getOrDefault(
                        item, Held.content(item, installation.fact(), installation.subject()));
        running.put(item, held.installedBy(installation.subject()));
    }

    private void endReplaced(Collection<NodeRef> items, Set<NodeRef> releases) {
        Set<String> names =
                items.stream()
                        .flatMap(item -> records.nameOf(item).stream())
                        .collect(Collectors.toSet());
        running.keySet()
                .removeIf(
                        old ->
                                !items.contains(old)
                                        && (isOfOthers(old, releases)
                                                || records.nameOf(old)
                                                        .filter(names::contains)
                                                        .isPresent()));
    }

    private boolean isOfOthers(NodeRef old, Set<NodeRef> releases) {
        Set<NodeRef> own = records.releasesOf(old);
        return !own.isEmpty() && !releases.isEmpty() && own.stream().noneMatch(releases::contains);
    }

    private Map<NodeRef, Held> inForce(Happening happening) {
        Map<NodeRef, Held> now = new TreeMap<>(running);
        settings.inForce(running.keySet())
                .forEach(held -> now.put(held.node(), since(held, happening)));
        shown.forEach(
                (ref, fact) -> {
                    if (isExposed(ref, fact, now)) {
                        now.put(ref, since(exposure(ref, fact), happening));
                    }
                });
        return now;
    }

    /** A state that holds on keeps its beginning; one that begins is brought by what happened. */
    private Held since(Held held, Happening happening) {
        Held before = inForce.get(held.node());
        if (before != null && before.isSameStateAs(held)) {
            return new Held(
                    held.node(),
                    held.revision(),
                    held.digest(),
                    held.detail(),
                    before.since(),
                    before.by(),
                    held.seen().or(before::seen),
                    held.installedBy());
        }
        boolean isItself = held.since().compareTo(happening.fact()) == 0;
        return new Held(
                held.node(),
                held.revision(),
                held.digest(),
                held.detail(),
                happening.fact(),
                isItself ? held.by() : happening.subject(),
                held.seen(),
                held.installedBy());
    }

    private boolean isExposed(NodeRef ref, NodeFact fact, Map<NodeRef, Held> now) {
        return !fact.type().equals("exposure.aborted")
                && Scope.causes(records.exposure(ref), "exposes")
                        .map(Edge::to)
                        .anyMatch(
                                to ->
                                        now.containsKey(to)
                                                || records.deployedBy(to).stream()
                                                        .anyMatch(now::containsKey));
    }

    private static Held exposure(NodeRef ref, NodeFact fact) {
        String step = fact.type().substring("exposure.".length());
        Optional<String> share =
                Optional.ofNullable(fact.data().fields().get("percentage"))
                        .map(percentage -> "%s %%".formatted(percentage));
        return Held.state(
                ref,
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                        Stream.of(Optional.of(step), fact.data().text("cohort"), share)
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining(", "))),
                fact,
                ref);
    }
}
