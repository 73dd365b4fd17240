package dev.goldthread.streams.emit;

import dev.goldthread.streams.emit.SpoolFile.Framed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the records of one spool file add up to. Not thread-safe. */
final class SpoolIndex {

    private record Key(String product, String id) {}

    private final List<Long> offsets = new ArrayList<>();
    private final Map<Key, Integer> byKey = new HashMap<>();
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private String generation = "";
    private int answered;
    private long nextOffset;

    void apply(Framed framed) {
        switch (framed.record()) {
            case SpoolRecord.Began(var name) -> generation = name;
            case SpoolRecord.Added added -> {
                byKey.put(new Key(added.product(), added.id()), offsets.size());
                offsets.add(framed.offset());
                if (added.seq() > 0) {
                    counts.merge(added.source(), added.seq(), Math::max);
                }
            }
            case SpoolRecord.Answered(var events) -> answered = Math.toIntExact(events);
            case SpoolRecord.Counted(var source, var seq) -> counts.merge(source, seq, Math::max);
        }
        nextOffset = framed.nextOffset();
    }

    String generation() {
        return generation;
    }

    /** Where the next record will begin. */
    long nextOffset() {
        return nextOffset;
    }

    int answered() {
        return answered;
    }

    int waiting() {
        return offsets.size() - answered;
    }

    /** Where the event with this index lies; those from {@link #answered} on wait. */
    long offset(int index) {
        return offsets.get(index);
    }

    int events() {
        return offsets.size();
    }

    Optional<Long> find(String product, String id) {
        return Optional.ofNullable(byKey.get(new Key(product, id))).map(offsets::get);
    }

    /** How far each source has counted. */
    Map<String, Long> counts() {
        return counts;
    }
}
