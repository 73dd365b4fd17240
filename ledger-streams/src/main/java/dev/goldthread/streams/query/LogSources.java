package dev.goldthread.streams.query;

import dev.goldthread.core.event.Product;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who said what a product's log holds, and how far each has counted: now, or at an entry. */
public final class LogSources {

    /** So many events are read again at most, to tell how far sources had counted. */
    public static final long RECOUNTED_MAX = 1_000_000;

    private LogSources() {}

    public static Sources now(GraphReader graph, Product product) {
        EventIndex index = graph.index();
        return new Sources(index.sources(product), compared(index, product, Long.MAX_VALUE));
    }

    /**
     * As it stood when an entry was the last one. Sums are kept of now alone, so a source that has
     * said something since is counted again.
     *
     * @return empty when those have said more than {@link #RECOUNTED_MAX} things altogether
     */
    public static Optional<Sources> at(GraphReader graph, Product product, long last) {
        if (graph.position(product).filter(newest -> newest.seq() > last).isEmpty()) {
            return Optional.of(now(graph, product));
        }
        Instant end = graph.entry(product, last).map(LogEntry::sealedAt).orElse(Instant.EPOCH);
        EventIndex index = graph.index();
        List<SourceCount> then = new ArrayList<>();
        long left = RECOUNTED_MAX;
        for (SourceCount source : index.sources(product)) {
            if (source.lastSeenAt().isBefore(end)) {
                then.add(source);
                continue;
            }
            left -= source.events();
            if (left < 0) {
                return Optional.empty();
            }
            SourceCount count = recount(index, product, source.uri(), last);
            if (count.events() > 0) {
                then.add(count);
            }
        }
        return Optional.of(new Sources(then, compared(index, product, last)));
    }

    private static SourceCount recount(EventIndex index, Product product, String uri, long last) {
        SourceCounter counter = new SourceCounter(uri);
        index.events(IndexTerm.service(product, uri))
                .takeWhile(logged -> !isOf(product, logged) || logged.seq() <= last)
                .filter(logged -> isOf(product, logged))
                .filter(logged -> logged.event().source().uri().equals(uri))
                .forEach(logged -> counter.add(logged.event(), logged.sealedAt()));
        return counter.count();
    }

    private static boolean isOf(Product product, LoggedEvent logged) {
        return logged.event().product().equals(product);
    }

    private static List<Sources.Comparison> compared(EventIndex index, Product product, long last) {
        return index.events(IndexTerm.type(product, Sources.RECONCILED))
                .filter(logged -> isOf(product, logged) && logged.seq() <= last)
                .map(LoggedEvent::event)
                .filter(event -> event.type().equals(Sources.RECONCILED))
                .map(Sources.Comparison::of)
                .toList();
    }

    /** The addresses of the sources that these entries came from. */
    public static Set<String> named(EventIndex index, Product product, Collection<Long> seqs) {
        Set<String> uris = new TreeSet<>();
        for (long seq : seqs) {
            of(index, product, seq).ifPresent(uris::add);
        }
        return uris;
    }

    /** The address of the source that an entry came from. */
    public static Optional<String> of(EventIndex index, Product product, long seq) {
        return index.event(product, seq).map(LoggedEvent::event).map(event -> event.source().uri());
    }
}
