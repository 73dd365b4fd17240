package dev.goldthread.api.http;

import dev.goldthread.core.crossing.Crossing.Crossed;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.AsOf.Recorded;
import dev.goldthread.core.graph.GraphView.Position;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Long lists that were made for one page, for the pages behind it. A page names the position of the
 * log that its list stands on, and what a log held up to a position never changes, so what is kept
 * here does not get old. What rests on other products is not kept: how far their logs are in the
 * graph is not said by that position. Safe for any thread.
 *
 * @param <T> what a list is part of
 */
final class KeptLists<T> {

    /** Parts of all that is kept, some 20 MB; an answer that has more is made for each page. */
    private static final long PARTS_MAX = 100_000;

    private record Key(Object list, long seq) {}

    private record Kept<T>(Crossed<T> list, long parts) {}

    private final Function<T, Position> asOf;
    private final ToIntFunction<T> items;
    private final ToLongFunction<T> parts;

    /** Least lately used first. */
    private final Map<Key, Kept<T>> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long partsKept;

    /**
     * @param asOf the position that a list stands on
     * @param items how long it is
     * @param parts how much the answer holds that it is part of, see {@link HeldParts}
     */
    KeptLists(Function<T, Position> asOf, ToIntFunction<T> items, ToLongFunction<T> parts) {
        this.asOf = asOf;
        this.items = items;
        this.parts = parts;
    }

    /**
     * @param page that is asked for, of one question; a list that ends with it is not kept
     * @param list makes it
     */
    Crossed<T> of(When when, PageQuery page, Supplier<Crossed<T>> list) {
        AsOf then = page.of(when).asOf();
        if (then.recorded() instanceof Recorded.UpTo(long seq) && when.awaited().isEmpty()) {
            Optional<Crossed<T>> found = find(new Key(page.list(), seq));
            if (found.isPresent()) {
                return found.get();
            }
        }
        Crossed<T> made = list.get();
        if (isOfOneLog(made) && !page.ends(items.applyAsInt(made.answer()))) {
            long seq = asOf.apply(made.answer()).seq();
            keep(new Key(page.list(), seq), made);
        }
        return made;
    }

    /** Nothing of it came from another log, and none was missed that might have had something. */
    private static <T> boolean isOfOneLog(Crossed<T> list) {
        return list.products().isEmpty()
                && list.searched().filter(searched -> !searched.isEverywhere()).isEmpty();
    }

    private synchronized Optional<Crossed<T>> find(Key key) {
        return Optional.ofNullable(kept.get(key)).map(Kept::list);
    }

    private void keep(Key key, Crossed<T> list) {
        long held = parts.applyAsLong(list.answer());
        if (held <= PARTS_MAX) {
            keep(key, new Kept<>(list, held));
        }
    }

    private synchronized void keep(Key key, Kept<T> list) {
        Kept<T> before = kept.put(key, list);
        partsKept += list.parts() - (before == null ? 0 : before.parts());
        Iterator<Kept<T>> eldest = kept.values().iterator();
        while (partsKept > PARTS_MAX) {
            partsKept -= eldest.next().parts();
            eldest.remove();
        }
    }
}
