package dev.goldthread.core.trace;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.population.Sources;
import dev.goldthread.core.trace.ProductionDeployments.Agreed;
import dev.goldthread.core.trace.ProductionDeployments.Reconciled;
import dev.goldthread.core.trace.ProductionDeployments.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * For which time the lists of an environment, together, prove that no deployment is missing. Each
 * source that gave one has to list all from its first deployment on, and all of them together from
 * when the environment was first heard of; without a gap, until now. A list that was taken within
 * the last day is of now: what happened since is not proven, and the end of the time says so.
 *
 * @param bySource the time for which the lists of each source agree
 * @param now what the answer stands on
 */
record ProvenTime(DeploymentLists lists, SequencedMap<NodeRef, AgreedTime> bySource, Instant now) {

    /** So many deployments or gaps are named in one sentence. */
    private static final int NAMED_MAX = 3;

    /** Lists are taken once a day. */
    private static final Duration LISTED_WITHIN = Duration.ofDays(1);

    static ProvenTime of(DeploymentLists lists, Instant now) {
        SequencedMap<NodeRef, AgreedTime> bySource = new LinkedHashMap<>();
        lists.lists().stream()
                .map(DeploymentList::source)
                .sorted()
                .forEach(source -> bySource.put(source, AgreedTime.of(ofSource(source, lists))));
        return new ProvenTime(lists, bySource, now);
    }

    /** What the whole of a source lists, its parts did. */
    private static List<DeploymentList> ofSource(NodeRef source, DeploymentLists lists) {
        return lists.lists().stream()
                .filter(list -> Sources.isUnder(source.id(), list.source().id()))
                .toList();
    }

    List<Agreed> agreed() {
        return bySource.entrySet().stream()
                .flatMap(
                        each ->
                                each.getValue().spans().stream()
                                        .map(span -> new Agreed(each.getKey(), span)))
                .toList();
    }

    /** As long as nothing is {@link #lacking}. */
    Optional<Span> whole() {
        Optional<Instant> end =
                bySource.values().stream()
                        .flatMap(time -> time.end().stream())
                        .min(Instant::compareTo);
        return together()
                .lastBegin()
                .flatMap(from -> end.filter(from::isBefore).map(to -> new Span(from, to)));
    }

    private AgreedTime together() {
        AgreedTime together = new AgreedTime();
        agreed().forEach(each -> together.add(each.span()));
        return together;
    }

    /** What is not proven, in words. */
    List<String> lacking(SortedMap<NodeRef, Reconciled.Not> uncovered) {
        List<String> reasons = new ArrayList<>(flaws());
        uncovered.entrySet().stream()
                .limit(NAMED_MAX)
                .forEach(
                        entry ->
                                reasons.add(
                                        "%s: %s"
                                                .formatted(
                                                        entry.getKey().id(),
                                                        entry.getValue().because())));
        if (uncovered.size() > NAMED_MAX) {
            reasons.add("and %d more that no list covers".formatted(uncovered.size() - NAMED_MAX));
        }
        List<String> times =
                bySource.entrySet().stream()
                        .flatMap(each -> lacking(each.getKey(), each.getValue()))
                        .toList();
        reasons.addAll(times.isEmpty() ? beforeTheFirst() : times);
        return reasons;
    }

    private List<String> flaws() {
        Map<NodeRef, DeploymentList> latest = new TreeMap<>();
        lists.lists().forEach(list -> latest.put(list.source(), list));
        return latest.values().stream()
                .flatMap(
                        list ->
                                list.flaw().stream()
                                        .map(
                                                flaw ->
                                                        "the latest list of %s %s, by event %s"
                                                                .formatted(
                                                                        list.source().id(),
                                                                        flaw,
                                                                        list.fact().event())))
                .toList();
    }

    private Stream<String> lacking(NodeRef source, AgreedTime time) {
        Optional<Instant> first =
                lists.recorded()
                        .first(lists.environment().ref(), source)
                        .map(NodeFact::occurredAt)
                        .or(time::begin);
        if (first.isEmpty() || time.end().isEmpty()) {
            return Stream.of("no list of %s agrees for any time".formatted(source.id()));
        }
        return Stream.concat(
                gaps("no list of " + source.id(), time.gapsSince(first.get())),
                time.end().stream()
                        .filter(end -> end.plus(LISTED_WITHIN).isBefore(now))
                        .map(
                                end ->
                                        "the lists of %s end at %s, and it is %s"
                                                .formatted(source.id(), end, now)));
    }

    private static Stream<String> gaps(String who, List<Span> gaps) {
        Stream<String> more =
                gaps.size() > NAMED_MAX
                        ? Stream.of("and %d more gaps".formatted(gaps.size() - NAMED_MAX))
                        : Stream.empty();
        return Stream.concat(
                gaps.stream()
                        .limit(NAMED_MAX)
                        .map(
                                gap ->
                                        "%s agrees for the time from %s to %s"
                                                .formatted(who, gap.from(), gap.to())),
                more);
    }

    /** Where a place is known, something may have been put there. */
    private List<String> beforeTheFirst() {
        return Stream.concat(
                        lists.environment().facts().stream().limit(1),
                        lists.recorded().first(lists.environment().ref()).stream())
                .map(NodeFact::occurredAt)
                .min(Instant::compareTo)
                .map(since -> gaps("no list", together().gapsSince(since)).toList())
                .orElse(List.of());
    }
}
