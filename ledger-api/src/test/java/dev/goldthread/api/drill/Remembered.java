package dev.goldthread.api.drill;

import dev.goldthread.streams.query.Receipt;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What writers were told: the ids that were accepted, and their receipts. Thread-safe. */
final class Remembered {

    /** What a receipt says of an event's place. */
    record Place(String product, long seq, String leaf) {

        static Place of(Receipt receipt) {
            return new Place(receipt.product().name(), receipt.seq(), receipt.leaf().hex());
        }
    }

    final Map<String, String> acceptedProductById = new ConcurrentHashMap<>();
    final Map<String, Place> placeById = new ConcurrentHashMap<>();

    void accepted(String product, String id) {
        acceptedProductById.put(id, product);
    }

    /**
     * @throws AssertionError when the event had another receipt before
     */
    void receipt(String id, Place place) {
        Place before = placeById.putIfAbsent(id, place);
        if (before != null && !before.equals(place)) {
            throw new AssertionError(
                    "event %s has two receipts: %s and %s".formatted(id, before, place));
        }
    }

    /** All that several writers were told. */
    static Remembered ofAll(Iterable<Remembered> parts) {
        Remembered all = new Remembered();
        for (Remembered part : parts) {
            all.acceptedProductById.putAll(part.acceptedProductById);
            all.placeById.putAll(part.placeById);
        }
        return all;
    }
}
