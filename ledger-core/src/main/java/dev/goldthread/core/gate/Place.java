package dev.goldthread.core.gate;

import org.jspecify.annotations.Nullable;

/**
 * Where in a submitted event something stands. Written out as a JSON pointer (RFC 6901) only when
 * there is something to say about it.
 *
 * @param in null at the top
 * @param step the member's name or the item's number, as it was sent
 */
record Place(@Nullable Place in, String step) {

    /** The whole event. */
    static final Place TOP = new Place(null, "");

    Place member(String name) {
        return new Place(this, name);
    }

    Place item(int number) {
        return new Place(this, Integer.toString(number));
    }

    String pointer() {
        return in == null ? "" : in.pointer() + "/" + step.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public String toString() {
        return pointer();
    }
}
