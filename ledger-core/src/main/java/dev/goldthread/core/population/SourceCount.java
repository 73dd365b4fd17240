package dev.goldthread.core.population;

import dev.goldthread.core.population.SourceStatus.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the events of one source add up to.
 *
 * @param uri as in {@code source.uri}
 * @param events how many events name it
 * @param counted how many of them carry a number
 * @param numbers the numbers they carry, in order, each range longer than can be joined with the
 *     next
 * @param lastSeenAt when the last of its events was recorded
 * @param notYet numbers of events that had not happened by the time that is asked about: they came,
 *     so they are not missing
 */
public record SourceCount(
        String uri,
        String tool,
        long events,
        long counted,
        List<Range> numbers,
        Instant lastSeenAt,
        List<Range> notYet) {

    public SourceCount {
        numbers = List.copyOf(numbers);
        notYet = List.copyOf(notYet);
    }

    /** Of all that it ever said. */
    public SourceCount(
            String uri,
            String tool,
            long events,
            long counted,
            List<Range> numbers,
            Instant lastSeenAt) {
        this(uri, tool, events, counted, numbers, lastSeenAt, List.of());
    }

    /** A source that never said anything. */
    static SourceCount silent(String uri) {
        return new SourceCount(uri, "", 0, 0, List.of(), Instant.EPOCH);
    }

    OptionalLong first() {
        return numbers.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(numbers.getFirst().first());
    }

    OptionalLong last() {
        return numbers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(numbers.getLast().last());
    }

    /**
     * What it added up to before the events of a source that are counted later.
     *
     * @param later what the last of its events add up to
     * @param tool that its last event before them names
     * @param lastSeenAt when that was recorded
     * @return empty where only counting again can tell which numbers had been used
     */
    public Optional<SourceCount> before(SourceCount later, String tool, Instant lastSeenAt) {
        if (repeated() > later.repeated()) {
            return Optional.empty();
        }
        return Optional.of(
                new SourceCount(
                        uri,
                        tool,
                        events - later.events,
                        counted - later.counted,
                        without(later.numbers),
                        lastSeenAt));
    }

    /** Each of these lies within one of the own ranges. */
    private List<Range> without(List<Range> taken) {
        List<Range> left = new ArrayList<>();
        int at = 0;
        for (Range range : numbers) {
            long next = range.first();
            for (; at < taken.size() && taken.get(at).last() <= range.last(); at++) {
                if (taken.get(at).first() > next) {
                    left.add(new Range(next, taken.get(at).first() - 1));
                }
                next = taken.get(at).last() + 1;
            }
            if (next <= range.last()) {
                left.add(new Range(next, range.last()));
            }
        }
        return left;
    }

    /** How many events carry a number that another one carries. */
    long repeated() {
        return counted - numbers.stream().mapToLong(Range::size).sum();
    }

    /** What lies between 1, or the first if that is less, and the last, and never came. */
    List<Range> missing() {
        List<Range> missing = new ArrayList<>();
        long next = Math.min(1, first().orElse(1));
        for (Range range : cameUpToLast()) {
            if (range.first() > next) {
                missing.add(new Range(next, range.first() - 1));
            }
            next = Math.max(next, range.last() + 1);
        }
        return missing;
    }

    private List<Range> cameUpToLast() {
        if (notYet.isEmpty() || numbers.isEmpty()) {
            return numbers;
        }
        long last = numbers.getLast().last();
        return Stream.concat(
                        numbers.stream(), notYet.stream().filter(range -> range.first() < last))
                .sorted(Comparator.comparingLong(Range::first))
                .toList();
    }
}
