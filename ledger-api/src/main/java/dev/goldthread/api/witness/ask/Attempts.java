package dev.goldthread.api.witness.ask;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What failed how often, and from when on it may be tried again. Not thread-safe.
 *
 * @param <K> what is tried
 */
final class Attempts<K> {

    private final Pace pace;
    private final LongSupplier nanos;
    private final Map<K, Failed> failed = new HashMap<>();

    private record Failed(int times, long retryAtNanos) {}

    Attempts(Pace pace, LongSupplier nanos) {
        this.pace = pace;
        this.nanos = nanos;
    }

    boolean mayTry(K what) {
        Failed last = failed.get(what);
        return last == null || nanos.getAsLong() - last.retryAtNanos() >= 0;
    }

    void succeeded(K what) {
        failed.remove(what);
    }

    void failed(K what) {
        Failed last = failed.get(what);
        int times = last == null ? 1 : last.times() + 1;
        failed.put(what, new Failed(times, nanos.getAsLong() + pace.after(times).toNanos()));
    }
}
