package dev.goldthread.core.population;

import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.population.SourceStatus.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Adds up events of one source. Not thread-safe. */
public final class SourceCounter {

    private final String uri;
    private final NavigableSet<Long> numbers = new TreeSet<>();
    private final NavigableSet<Long> notYet = new TreeSet<>();
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

    /**
     * In the order of the log.
     *
     * @param at when it was recorded, or when it happened where that is what is asked about
     */
    public void add(EventOutline event, Instant at) {
        events++;
        tool = event.source().tool();
        lastSeenAt = at.isAfter(lastSeenAt) ? at : lastSeenAt;
        if (event.source().seq().isPresent()) {
            counted++;
            numbers.add(event.source().seq().getAsLong());
        }
    }

    /** One that had not happened by the time that is asked about: only its number came. */
    public void addNotYet(EventOutline event) {
        event.source().seq().ifPresent(notYet::add);
    }

    public SourceCount count() {
        return new SourceCount(
                uri, tool, events, counted, ranges(numbers), lastSeenAt, ranges(notYet));
    }

    private static List<Range> ranges(Iterable<Long> numbers) {
        List<Range> ranges = new ArrayList<>();
        for (long number : numbers) {
            boolean joins = !ranges.isEmpty() && ranges.getLast().last() + 1 == number;
            ranges.add(new Range(joins ? ranges.removeLast().first() : number, number));
        }
        return ranges;
    }
}
