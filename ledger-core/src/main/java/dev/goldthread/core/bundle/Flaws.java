package dev.goldthread.core.bundle;

import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Collects what a verification finds: the first hundred in full, then only how many. */
final class Flaws {

    private static final int KEPT_MAX = 100;

    private final List<Flaw> kept = new ArrayList<>();
    private Optional<Origin> log = Optional.empty();
    private long count;

    /** From now on it is known which log this is. */
    void name(Origin origin) {
        log = Optional.of(origin);
    }

    void add(Flaw flaw) {
        count++;
        if (kept.size() < KEPT_MAX) {
            kept.add(flaw);
        }
    }

    void add(String file, String field, String expected, String found, String meaning) {
        add(new Flaw(log, file, OptionalLong.empty(), field, expected, found, meaning));
    }

    void add(String file, long seq, String field, String expected, String found, String meaning) {
        add(new Flaw(log, file, OptionalLong.of(seq), field, expected, found, meaning));
    }

    void add(String file, MalformedException e, String meaning) {
        add(Flaw.of(log, file, e, meaning));
    }

    List<Flaw> kept() {
        return List.copyOf(kept);
    }

    long count() {
        return count;
    }
}
