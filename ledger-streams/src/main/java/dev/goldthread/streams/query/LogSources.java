package dev.goldthread.streams.query;

import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.Fold;
import dev.goldthread.core.population.SourceCount;
import dev.goldthread.core.population.SourceCounter;
import dev.goldthread.core.population.Sources;
import dev.goldthread.streams.project.EventIndex;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.IndexTerm;
import dev.goldthread.streams.project.LogEntry;
import dev.goldthread.streams.project.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who said what a product's log holds, and how far each has counted: now, or at an entry. */
public final class LogSources {

    /** So many entries are gone through at most, to tell how far sources had counted. */
    public static final long RECOUNTED_MAX = 1_000_000;

    private static final int AT_ONCE = 1_000;

    private LogSources() {}

    private static Sources now(GraphReader graph, Product product) {
        EventIndex index = graph.index();
        return new Sources(
                index.sources(product),
                LogComparisons.of(graph, product, AsOf.NOW, Long.MAX_VALUE));
    }

    /**
     * As it stood when an entry was the last one. Sums are kept of now alone, so what sources have
     * said since is counted and taken off, which is little while a log grows under those who ask;
     * where it is more than what they had said before, or cannot be told from that, they are
     * counted again.
     *
     * @return empty when those have said more than {@link #RECOUNTED_MAX} things altogether
     */
    public static Optional<Sources> at(GraphReader graph, Product product, long last) {
        long since = graph.position(product).map(newest -> newest.seq() - last).orElse(0L);
        if (since <= 0) {
            return Optional.of(now(graph, product));
        }
        Instant end = graph.entry(product, last).map(LogEntry::sealedAt).orElse(Instant.EPOCH);
        EventIndex index = graph.index();
        Optional<Map<String, SourceCount>> later =
                since > Math.min(last, RECOUNTED_MAX)
                        ? Optional.empty()
                        : later(index, product, last + 1, since);
        List<SourceCount> then = new ArrayList<>();
        long left = RECOUNTED_MAX;
        for (SourceCount source : index.sources(product)) {
            if (source.lastSeenAt().isBefore(end)) {
                then.add(source);
                continue;
            }
            Optional<SourceCount> known =
                    later.flatMap(counts -> without(counts, source, index, product, last));
            left -= known.isPresent() ? 0 : source.events();
            if (left < 0) {
                return Optional.empty();
            }
            SourceCount count = known.orElseGet(() -> recount(index, product, source.uri(), last));
            if (count.events() > 0) {
                then.add(count);
            }
        }
        return Optional.of(new Sources(then, LogComparisons.of(graph, product, upTo(last), last)));
    }

    /**
     * As the other, of what had happened by a time alone. All of it is counted again: no sums are
     * kept by when things happened. A number that came with something later is not missing.
     *
     * @return empty when sources have said more than {@link #RECOUNTED_MAX} things altogether
     */
    public static Optional<Sources> at(
            GraphReader graph, Product product, long last, Instant happenedBy) {
        EventIndex index = graph.index();
        List<SourceCount> then = new ArrayList<>();
        long left = RECOUNTED_MAX;
        for (SourceCount source : index.sources(product)) {
            left -= source.events();
            if (left < 0) {
                return Optional.empty();
            }
            SourceCounter counter = new SourceCounter(source.uri());
            said(index, product, source.uri(), last)
                    .map(LoggedEvent::event)
                    .forEach(event -> add(event, happenedBy, counter));
            SourceCount count = counter.count();
            if (count.events() > 0) {
                then.add(count);
            }
        }
        AsOf asOf = new AsOf(new AsOf.Recorded.UpTo(last), Optional.of(happenedBy));
        return Optional.of(new Sources(then, LogComparisons.of(graph, product, asOf, last)));
    }

    private static void add(EventOutline event, Instant happenedBy, SourceCounter counter) {
        if (event.occurredAt().isAfter(happenedBy)) {
            counter.addNotYet(event);
        } else {
            counter.add(event, event.occurredAt());
        }
    }

    /**
     * What the entries of a log add up to, by source.
     *
     * @return empty where one of them repeats an id, because it is not kept who said so
     */
    private static Optional<Map<String, SourceCount>> later(
            EventIndex index, Product product, long first, long count) {
        Map<String, SourceCounter> counters = new HashMap<>();
        for (long from = first; from < first + count; from += AT_ONCE) {
            int some = (int) Math.min(AT_ONCE, first + count - from);
            for (long offset : index.offsets(product, from, some)) {
                Optional<LoggedEvent> logged = index.event(offset);
                if (logged.isEmpty()) {
                    return Optional.empty();
                }
                EventOutline event = logged.get().event();
                if (!event.type().equals(Fold.OPAQUE_TYPE)) {
                    counters.computeIfAbsent(event.source().uri(), SourceCounter::new)
                            .add(event, logged.get().sealedAt());
                }
            }
        }
        Map<String, SourceCount> counts = new HashMap<>();
        counters.forEach((uri, counter) -> counts.put(uri, counter.count()));
        return Optional.of(counts);
    }

    /** What a source added up to, without what it has said since. */
    private static Optional<SourceCount> without(
            Map<String, SourceCount> later,
            SourceCount now,
            EventIndex index,
            Product product,
            long last) {
        SourceCount since = later.get(now.uri());
        if (since == null) {
            return Optional.of(now);
        }
        long end = index.offset(product, last).orElseThrow();
        return index.eventsBackwards(IndexTerm.service(product, now.uri()), end)
                .filter(logged -> isSaidBy(now.uri(), product, logged))
                .findFirst()
                .flatMap(
                        before ->
                                now.before(
                                        since, before.event().source().tool(), before.sealedAt()));
    }

    private static boolean isSaidBy(String uri, Product product, LoggedEvent logged) {
        return isOf(product, logged) && logged.event().source().uri().equals(uri);
    }

    private static SourceCount recount(EventIndex index, Product product, String uri, long last) {
        SourceCounter counter = new SourceCounter(uri);
        said(index, product, uri, last)
                .forEach(logged -> counter.add(logged.event(), logged.sealedAt()));
        return counter.count();
    }

    private static Stream<LoggedEvent> said(
            EventIndex index, Product product, String uri, long last) {
        return index.events(IndexTerm.service(product, uri))
                .takeWhile(logged -> !isOf(product, logged) || logged.seq() <= last)
                .filter(logged -> isSaidBy(uri, product, logged));
    }

    private static boolean isOf(Product product, LoggedEvent logged) {
        return logged.event().product().equals(product);
    }

    private static AsOf upTo(long last) {
        return new AsOf(new AsOf.Recorded.UpTo(last), Optional.empty());
    }

    /** The addresses of the sources that these entries came from. */
    public static Set<String> named(EventIndex index, Product product, Collection<Long> seqs) {
        Set<String> uris = new TreeSet<>();
        for (long seq : seqs) {
            index.event(product, seq).ifPresent(logged -> uris.add(logged.event().source().uri()));
        }
        return uris;
    }
}
