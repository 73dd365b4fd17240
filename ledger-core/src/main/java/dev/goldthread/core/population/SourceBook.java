package dev.goldthread.core.population;

import dev.goldthread.core.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which source every entry of one log came from, and what the log tells of these sources. Grows
 * with the log by four bytes for each entry. Not thread-safe.
 */
public final class SourceBook {

    private static final int NONE = -1;

    private final Sources sources = new Sources();
    private final List<String> uris = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private int[] sourceOf = new int[256];
    private int size;

    /** How many entries it has read, which is the seq that comes next. */
    public long size() {
        return size;
    }

    /**
     * @param seq greater than that of the entry before; what lies between cannot be read
     */
    public void add(Event event, long seq, Instant sealedAt) {
        readTo(seq);
        sources.add(event, sealedAt);
        sourceOf[size++] =
                numbers.computeIfAbsent(
                        event.source().uri(),
                        uri -> {
                            uris.add(uri);
                            return uris.size() - 1;
                        });
    }

    /** Notes that there is nothing more to be read of the entries before this one. */
    public void readTo(long seq) {
        int next = Math.toIntExact(seq);
        if (next < size) {
            throw new IllegalArgumentException(
                    "seq must be at least %d, but is %d; entries are read in order"
                            .formatted(size, seq));
        }
        if (next >= sourceOf.length) {
            sourceOf = Arrays.copyOf(sourceOf, Math.max(2 * sourceOf.length, next + 1));
        }
        Arrays.fill(sourceOf, size, next, NONE);
        size = next;
    }

    /**
     * The sources that some entries came from, and those that they are parts of where these were
     * reconciled, by their URI.
     *
     * @param silentAfter how long a source may say nothing; empty where nobody said
     */
    public List<SourceStatus> statuses(
            Collection<Long> seqs, Instant now, Optional<Duration> silentAfter) {
        Set<String> named = new HashSet<>();
        for (long seq : seqs) {
            if (seq >= 0 && seq < size && sourceOf[(int) seq] != NONE) {
                named.add(uris.get(sourceOf[(int) seq]));
            }
        }
        return sources.statuses(now, silentAfter).stream()
                .filter(status -> concerns(status, named))
                .toList();
    }

    private static boolean concerns(SourceStatus status, Set<String> named) {
        return named.contains(status.uri())
                || (status.reconciled().isPresent()
                        && named.stream().anyMatch(uri -> Sources.isUnder(uri, status.uri())));
    }
}
