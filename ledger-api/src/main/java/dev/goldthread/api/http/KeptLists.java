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

/**
 * Long lists that were made for one page, for the pages behind it. A page names the position of the
 * log that its list stands on, and what a log held up to a position never changes, so what is kept
 * here does not get old. What rests on other products is not kept: how far their logs are in the
 * graph is not said by that position. Safe for any thread.
 *
 * @param <T> what a list is part of
 */
final class KeptLists<T> {

    /** Items of all that is kept, some 20 MB; a list that is longer is made for each page. */
    private static final int ITEMS_MAX = 20_000;

    private record Key(Object question, long seq) {}

    private final Function<T, Position> asOf;
    private final ToIntFunction<T> items;

    /** Least lately used first. */
    private final Map<Key, Crossed<T>> kept = new LinkedHashMap<>(16, 0.75f, true);

    private int itemsKept;

    /**
     * @param asOf the position that a list stands on
     * @param items how long it is
     */
    KeptLists(Function<T, Position> asOf, ToIntFunction<T> items) {
        this.asOf = asOf;
        this.items = items;
    }

    /**
     * @param page that is asked for, of one question; a list that ends with it is not kept
     * @param list makes it
     */
    Crossed<T> of(When when, PageQuery page, Supplier<Crossed<T>> list) {
        AsOf then = page.of(when).asOf();
        if (then.recorded() instanceof Recorded.UpTo(long seq) && when.awaited().isEmpty()) {
            Optional<Crossed<T>> found = find(new Key(page.question(), seq));
            if (found.isPresent()) {
                return found.get();
            }
        }
        Crossed<T> made = list.get();
        int length = items.applyAsInt(made.answer());
        if (isOfOneLog(made) && length <= ITEMS_MAX && !page.ends(length)) {
            long seq = asOf.apply(made.answer()).seq();
            keep(new Key(page.question(), seq), made, length);
        }
        return made;
    }

    /** Nothing of it came from another log, and none was missed that might have had something. */
    private static <T> boolean isOfOneLog(Crossed<T> list) {
        return list.products().isEmpty()
                && list.searched().filter(searched -> !searched.isEverywhere()).isEmpty();
    }

    private synchronized Optional<Crossed<T>> find(Key key) {
        return Optional.ofNullable(kept.get(key));
    }

    private synchronized void keep(Key key, Crossed<T> list, int length) {
        if (kept.put(key, list) != null) {
            return; // the same list, made by two at once
        }
        itemsKept += length;
        Iterator<Crossed<T>> eldest = kept.values().iterator();
        while (itemsKept > ITEMS_MAX) {
            itemsKept -= items.applyAsInt(eldest.next().answer());
            eldest.remove();
        }
    }
}
