package dev.goldthread.streams.project;

import dev.goldthread.streams.project.GraphDatabase.Family;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which events stand under which terms, gathered for one batch: a term has one row in a batch, for
 * all its events, because types, actors and services are few and events many. For one thread.
 */
final class TermRows {

    private static final class Gathered {
        private final long first;
        private final OffsetSteps further;

        Gathered(long offset) {
            first = offset;
            further = new OffsetSteps(offset);
        }

        /** Once for each event, however often it says so. */
        void add(long offset) {
            further.add(offset);
        }

        byte[] toBytes() {
            return further.toBytes();
        }
    }

    private final Map<IndexTerm, Gathered> terms = new HashMap<>();

    void add(IndexTerm term, long offset) {
        Gathered gathered = terms.get(term);
        if (gathered == null) {
            terms.put(term, new Gathered(offset));
        } else {
            gathered.add(offset);
        }
    }

    /**
     * Adds a row for each term, and forgets them. Terms whose numbers are the same, and which begin
     * at the same event, share a row.
     */
    void moveTo(RowBatch batch) {
        TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
        terms.forEach(
                (term, gathered) -> {
                    byte[] key = GraphKeys.term(term.hash(), gathered.first);
                    byte[] value = gathered.toBytes();
                    rows.merge(key, value, (one, other) -> joined(key, one, other));
                });
        rows.forEach((key, value) -> batch.put(Family.TERM, key, value));
        terms.clear();
    }

    private static byte[] joined(byte[] key, byte[] one, byte[] other) {
        long first = GraphKeys.offsetOf(key);
        OffsetSteps further = new OffsetSteps(first);
        Stream.of(one, other)
                .flatMapToLong(steps -> Arrays.stream(OffsetSteps.offsets(first, steps)))
                .sorted()
                .forEach(further::add);
        return further.toBytes();
    }
}
