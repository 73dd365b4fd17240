package dev.goldthread.core.population;

import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.population.SourceStatus.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Adds up events of one source. Not thread-safe. */
public final class SourceCounter {

    private final String uri;
    private final SortedSet<Long> numbers = new TreeSet<>();
    private String tool = "";
    private long events;
    private long counted;
    private Instant lastSeenAt = Instant.EPOCH;

    /**
     * @param uri as in {@code source.uri} of every event that will be added
     */
    public SourceCounter(String uri) {
        this.uri = uri;
    }

    /** In the order of the log. */
    public void add(EventOutline event, Instant sealedAt) {
        events++;
        tool = event.source().tool();
        lastSeenAt = sealedAt;
        if (event.source().seq().isPresent()) {
            counted++;
            numbers.add(event.source().seq().getAsLong());
        }
    }

    public SourceCount count() {
        return new SourceCount(uri, tool, events, counted, ranges(), lastSeenAt);
    }

    private List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        for (long number : numbers) {
            boolean joins = !ranges.isEmpty() && ranges.getLast().last() + 1 == number;
            ranges.add(new Range(joins ? ranges.removeLast().first() : number, number));
        }
        return ranges;
    }
}
