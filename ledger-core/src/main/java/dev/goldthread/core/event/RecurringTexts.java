package dev.goldthread.core.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that came before: types, relations, products, tools and people recur in nearly every event.
 * One text for all of them is garbage saved, has its hash ready, and is compared by looking at it.
 * For any thread: a text is immutable, and to miss one that another thread knows costs nothing but
 * making it again.
 */
final class RecurringTexts {

    /** Longer ones are not kept. */
    private static final int BYTES_MAX = 64;

    /** A power of two; with {@link #BYTES_MAX} some 200 kB at most. */
    private static final int PLACES = 1_024;

    private static final @Nullable Known[] PLACE = new Known[PLACES];

    private static final class Known {

        private final byte[] utf8;
        private final String text;

        Known(byte[] utf8, String text) {
            this.utf8 = utf8;
            this.text = text;
        }

        boolean isOf(byte[] bytes, int from, int length) {
            return Arrays.equals(utf8, 0, utf8.length, bytes, from, from + length);
        }
    }

    private RecurringTexts() {}

    /** The text of so many bytes of UTF-8. */
    static String at(byte[] bytes, int from, int length) {
        if (length > BYTES_MAX || length == 0) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        int place = place(bytes, from, length);
        Known known = PLACE[place];
        if (known != null && known.isOf(bytes, from, length)) {
            return known.text;
        }
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        PLACE[place] = new Known(Arrays.copyOfRange(bytes, from, from + length), text);
        return text;
    }

    private static int place(byte[] bytes, int from, int length) {
        int hash = length;
        for (int i = length - 1; i >= 0; i -= 1 + length / 8) {
            hash = 31 * hash + bytes[from + i];
        }
        return (hash ^ (hash >>> 10)) & (PLACES - 1);
    }
}
