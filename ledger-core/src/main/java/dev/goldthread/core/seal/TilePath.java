package dev.goldthread.core.seal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code <N>[.p/<W>]}, the end of every tile path (C2SP tlog-tiles, "Merkle Tree"): N in groups of
 * three digits, all but the last behind an x, so that 1234067 is {@code x001/x234/067}; W only for
 * a partial tile.
 *
 * @param index N, 0 to {@link #INDEX_MAX}
 * @param width number of hashes or entries, 1 to {@link #WIDTH_FULL}
 */
record TilePath(long index, int width) {

    /** A full tile: the 2^8 hashes under a subtree of height 8. */
    static final int WIDTH_FULL = 256;

    /** The last tile that starts below leaf 2^63. */
    static final long INDEX_MAX = Long.MAX_VALUE >> 8;

    private static final Pattern FORM =
            Pattern.compile("((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    TilePath {
        check(index, width);
    }

    /**
     * @throws MalformedException when a number is out of its range
     */
    static void check(long index, int width) {
        if (index < 0 || index > INDEX_MAX) {
            throw new MalformedException("tile index", "between 0 and 2^55-1", index);
        }
        if (width < 1 || width > WIDTH_FULL) {
            throw new MalformedException("tile width", "between 1 and 256", width);
        }
    }

    /**
     * Reads the one way of writing an index; leading groups of zeros and {@code .p/256} are not.
     */
    static TilePath parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedException("tile path", "<N>[.p/<W>] such as x001/234.p/7", text);
        }
        String digits = matcher.group(1).replace("x", "").replace("/", "");
        String partial = matcher.group(2);
        TilePath path =
                new TilePath(
                        Long.parseLong(digits),
                        partial == null ? WIDTH_FULL : Integer.parseInt(partial));
        if (!path.text().equals(text)) {
            throw new MalformedException("tile path", path.text() + ", its only form", text);
        }
        return path;
    }

    String text() {
        StringBuilder text = new StringBuilder(threeDigits(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            text.insert(0, "x" + threeDigits(rest % 1000) + "/");
        }
        return width == WIDTH_FULL ? text.toString() : text + ".p/" + width;
    }

    /** In ASCII digits, whatever this machine's language. */
    private static String threeDigits(long number) {
        return String.format(Locale.ROOT, "%03d", number);
    }
}
