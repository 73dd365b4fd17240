package dev.goldthread.core.event;

/**
 * What a producer calls an event; unique within a product, so that a retry is the same event.
 *
 * @param value 1 to 128 characters, not blank
 */
public record EventId(String value) implements Comparable<EventId> {

    public static final int LENGTH_MAX = 128;

    public EventId {
        if (!isId(value)) {
            throw new IllegalArgumentException(
                    "id must be 1 to %d characters and not blank, but is \"%s\" (%d)"
                            .formatted(LENGTH_MAX, value, value.length()));
        }
    }

    /** Whether an event may be called that. */
    public static boolean isId(String text) {
        return !text.isBlank() && text.length() <= LENGTH_MAX;
    }

    @Override
    public int compareTo(EventId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
