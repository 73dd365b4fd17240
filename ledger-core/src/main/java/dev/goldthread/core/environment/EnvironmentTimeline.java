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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plays what happened to an environment in the order in which it happened, whenever it was
 * recorded.
 *
 * <p>A whole look says all that runs. An installation ends what it replaces: what belongs to other
 * releases, and what is published under the same name. A rollback ends what the deployment that it
 * reverts had installed. A setting is in force where it applies to the environment, or to a release
 * that runs here, or was seen here; of what was declared and what was seen the later one counts. An
 * exposure is in force until it is aborted, where what it exposes is. For one thread.
 */
final class EnvironmentTimeline {

    /** What was in force after something happened. */
    record Moment(Happening happening, Map<NodeRef, Held> inForce) {}

    private final EnvironmentRecords records;
    private final Map<NodeRef, Held> running = new TreeMap<>();
    private final Map<NodeRef, Held> seen = new TreeMap<>();
    private final Map<NodeRef, NodeFact> declared = new TreeMap<>();
    private final Map<NodeRef, NodeFact> shown = new TreeMap<>();
    private final Map<NodeRef, NodeRef> begun = new HashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private Map<NodeRef, Held> inForce = Map.of();

    private EnvironmentTimeline(EnvironmentRecords records) {
        this.records = records;
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
            case Configured set -> declared.put(set.subject(), set.fact());
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
            seen.keySet().retainAll(listed);
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
            seen.put(node, setting(edge, look).seenBy(look.fact()));
        }
    }

    private Held begunAs(NodeRef node, Happening look) {
        Held unknown = Held.content(node, look.fact(), look.subject());
        return Optional.ofNullable(begun.get(node)).map(unknown::installedBy).orElse(unknown);
    }

    /**
     * What is seen names a revision or a digest; the other one is known if it was declared. A look
     * that names neither saw what was declared last.
     */
    private Held setting(Edge edge, Happening look) {
        Optional<NodeFact> fact =
                edge.digest().isEmpty() && edge.revision().isEmpty()
                        ? Optional.ofNullable(declared.get(edge.to()))
                        : records.setting(edge.to()).facts().reversed().stream()
                                .filter(each -> isMeant(each, edge))
                                .findFirst();
        return Held.state(
                edge.to(),
                edge.revision().or(() -> fact.flatMap(each -> each.data().text("revision"))),
                edge.digest().or(() -> fact.flatMap(each -> each.data().text("digest"))),
                fact.flatMap(EnvironmentTimeline::value),
                look.fact(),
                look.subject());
    }

    private static boolean isMeant(NodeFact fact, Edge edge) {
        return edge.digest().stream().allMatch(is(fact.data().text("digest")))
                && edge.revision().stream().allMatch(is(fact.data().text("revision")));
    }

    private static Predicate<String> is(Optional<String> value) {
        return text -> value.equals(Optional.of(text));
    }

    private static Optional<String> value(NodeFact fact) {
        return fact.data().text("defaultValue").or(() -> fact.data().text("finalValue"));
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
                .forEach(edge -> seen.put(edge.to(), setting(edge, restored)));
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
        Stream.concat(declared.keySet().stream(), seen.keySet().stream())
                .distinct()
                .flatMap(ref -> setting(ref, happening).stream())
                .forEach(held -> now.put(held.node(), held));
        shown.forEach(
                (ref, fact) -> {
                    if (isExposed(ref, fact, now)) {
                        now.put(ref, since(exposure(ref, fact), fact, happening));
                    }
                });
        return now;
    }

    /** The later of what was declared and what was seen. */
    private Optional<Held> setting(NodeRef ref, Happening happening) {
        Optional<Held> looked = Optional.ofNullable(seen.get(ref));
        NodeFact said = declared.get(ref);
        if (said == null || looked.filter(held -> isBefore(said, held)).isPresent()) {
            return looked.map(held -> since(held, held.since(), happening));
        }
        if (said.type().equals("flag.retired") || !(applies(ref) || looked.isPresent())) {
            return Optional.empty();
        }
        Held held =
                Held.state(
                        ref,
                        said.data().text("revision"),
                        said.data().text("digest"),
                        value(said),
                        said,
                        ref);
        return Optional.of(since(held, said, happening));
    }

    private static boolean isBefore(NodeFact said, Held looked) {
        return said.compareTo(looked.seen().orElse(looked.since())) < 0;
    }

    /** A state that holds on keeps its beginning; one that begins is brought by what happened. */
    private Held since(Held held, NodeFact origin, Happening happening) {
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
        boolean isItself = origin.compareTo(happening.fact()) == 0;
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

    private boolean applies(NodeRef setting) {
        return Scope.causes(records.setting(setting), "appliesTo")
                .filter(Edge::counts)
                .map(Edge::to)
                .anyMatch(to -> to.equals(records.environment()) || isLive(to));
    }

    /** Whether all of a release that has ever been here is here now. */
    private boolean isLive(NodeRef release) {
        Set<NodeRef> contents = records.contentsOf(release);
        return !contents.isEmpty() && running.keySet().containsAll(contents);
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
