package dev.goldthread.core.environment;

import dev.goldthread.core.environment.Happening.Begun;
import dev.goldthread.core.environment.Happening.Changed;
import dev.goldthread.core.environment.Happening.Configured;
import dev.goldthread.core.environment.Happening.Exposed;
import dev.goldthread.core.environment.Happening.Failed;
import dev.goldthread.core.environment.Happening.Installed;
import dev.goldthread.core.environment.Happening.Looked;
import dev.goldthread.core.environment.Happening.Restored;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.NodeFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Plays what happened to an environment in the order in which it happened, whenever it was
 * recorded.
 *
 * <p>A whole look says all that runs. An installation ends what it replaces: what belongs to other
 * releases, and what is published under the same name. A rollback ends what the deployment that it
 * reverts had installed. {@link Settings} tells what is set, {@link Exposures} who sees what. For
 * one thread.
 */
final class EnvironmentTimeline {

    /** What was in force after something happened. */
    record Moment(Happening happening, Map<NodeRef, Held> inForce) {}

    private final EnvironmentRecords records;
    private final Optional<NodeFact> begin;
    private final Map<NodeRef, Held> running = new TreeMap<>();
    private final Settings settings;
    private final Exposures exposures;
    private final Installing installing;

    private EnvironmentTimeline(EnvironmentRecords records, Optional<NodeFact> begin) {
        this.records = records;
        this.begin = begin;
        this.settings = new Settings(records);
        this.exposures = new Exposures(records);
        this.installing = new Installing(records.installations(), begin);
    }

    /**
     * @param happenings all that the records have
     */
    static List<Moment> of(EnvironmentRecords records, List<Happening> happenings) {
        EnvironmentTimeline timeline = new EnvironmentTimeline(records, Optional.empty());
        List<Moment> moments = new ArrayList<>();
        for (Happening happening : happenings) {
            timeline.play(happening);
            moments.add(new Moment(happening, timeline.inForce()));
        }
        return moments;
    }

    /**
     * What is in force after all of this.
     *
     * @param begin a whole look, before which only settings and exposures are followed; what is in
     *     force since then or before may in truth be so for another time and reason ({@link
     *     InForce#doubtful}). Empty for all that happened
     */
    static Map<NodeRef, Held> last(
            List<Happening> happenings, EnvironmentRecords records, Optional<NodeFact> begin) {
        EnvironmentTimeline timeline = new EnvironmentTimeline(records, begin);
        happenings.forEach(timeline::play);
        return timeline.inForce();
    }

    private void play(Happening happening) {
        if (begin.filter(look -> happening.fact().compareTo(look) < 0).isPresent()) {
            glance(happening);
            settings.settle(happening, Set.of());
            return;
        }
        switch (happening) {
            case Looked looked -> look(looked);
            case Changed changed -> change(changed);
            case Begun start -> installing.begin(start);
            case Installed installed -> install(installed);
            case Failed failed -> fail(failed);
            case Restored restored -> restore(restored);
            case Configured set -> settings.declare(set);
            case Exposed show -> exposures.show(show);
        }
        settings.settle(happening, running.keySet());
        exposures.settle(happening, this::isHere);
    }

    /** What runs is told by the look where playing begins. */
    private void glance(Happening happening) {
        switch (happening) {
            case Looked looked -> {
                if (looked.whole()) {
                    settings.retain(targets(looked.runs()));
                }
                seeSettings(looked.runs(), looked);
            }
            case Changed changed -> seeSettings(changed.runs(), changed);
            case Restored restored -> restoreSettings(restored);
            case Configured set -> settings.declare(set);
            case Exposed show -> exposures.show(show);
            case Begun _, Installed _, Failed _ -> {}
        }
    }

    private void look(Looked look) {
        seeContents(look.runs(), look);
        if (look.whole()) {
            Set<NodeRef> listed = targets(look.runs());
            running.keySet().retainAll(listed);
            settings.retain(listed);
        }
        seeSettings(look.runs(), look);
    }

    private static Set<NodeRef> targets(List<Edge> edges) {
        return edges.stream().map(Edge::to).collect(Collectors.toSet());
    }

    private void change(Changed change) {
        Set<NodeRef> contents = change.contents().collect(Collectors.toSet());
        Set<NodeRef> releases =
                contents.stream()
                        .flatMap(item -> records.releasesOf(item).stream())
                        .collect(Collectors.toSet());
        endReplaced(contents, releases);
        seeContents(change.runs(), change);
        seeSettings(change.runs(), change);
    }

    private void seeContents(List<Edge> runs, Happening look) {
        for (Edge edge : runs) {
            NodeRef node = edge.to();
            if (ReleaseContents.isContent(node)) {
                Held known = running.computeIfAbsent(node, seen -> begunAs(seen, look));
                running.put(node, known.seenBy(look.fact()));
            }
        }
    }

    /** After the contents, for what is set may hang on what runs. */
    private void seeSettings(List<Edge> runs, Happening look) {
        runs.stream()
                .filter(edge -> Held.isSetting(edge.to()))
                .forEach(edge -> settings.see(edge, look, running.keySet()));
    }

    /** Where playing begins, nobody knows yet what had put it there. */
    private Held begunAs(NodeRef node, Happening look) {
        Held unknown = Held.content(node, look.fact(), look.subject());
        if (begin.filter(first -> first.compareTo(look.fact()) == 0).isPresent()) {
            return unknown;
        }
        return installing.bringing(node).map(unknown::installedBy).orElse(unknown);
    }

    private void install(Installed installed) {
        installing.end(installed);
        Use use = installed.use();
        if (installed.whole()) {
            endReplaced(use.items(), use.releases());
        }
        use.items().forEach(item -> put(item, installed));
    }

    private void fail(Failed failed) {
        installing
                .end(failed)
                .forEach(
                        item ->
                                running.computeIfPresent(
                                        item, (_, held) -> held.installedByNone()));
    }

    private void restore(Restored restored) {
        Set<NodeRef> items =
                restored.restores().stream()
                        .map(Edge::to)
                        .filter(ReleaseContents::isContent)
                        .collect(Collectors.toSet());
        if (restored.whole()) {
            Set<NodeRef> reverted = records.installations().revertedBy(restored);
            running.keySet().removeIf(item -> reverted.contains(item) && !items.contains(item));
            endReplaced(
                    items,
                    items.stream()
                            .flatMap(item -> records.releasesOf(item).stream())
                            .collect(Collectors.toSet()));
        }
        items.forEach(item -> put(item, restored));
        restoreSettings(restored);
    }

    private void restoreSettings(Restored restored) {
        restored.restores().stream()
                .filter(edge -> Held.isSetting(edge.to()))
                .forEach(edge -> settings.restore(edge, restored, running.keySet()));
    }

    private void put(NodeRef item, Happening installation) {
        Held held =
                running.getOrDefault(
                        item, Held.content(item, installation.fact(), installation.subject()));
        running.put(item, held.installedBy(installation.subject()));
        installing.put(item);
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

    private boolean isHere(NodeRef ref) {
        return running.containsKey(ref) || settings.inForce().containsKey(ref);
    }

    private Map<NodeRef, Held> inForce() {
        Map<NodeRef, Held> now = new TreeMap<>(running);
        now.putAll(settings.inForce());
        now.putAll(exposures.inForce());
        return now;
    }
}
