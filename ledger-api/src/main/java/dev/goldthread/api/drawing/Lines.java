package dev.goldthread.api.drawing;

import java.util.ArrayList;
import java.util.List;

/** Texts cut, filled and broken by their number of characters. */
public final class Lines {

    private Lines() {}

    public static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    static String cut(String text, int widthMax) {
        if (width(text) <= widthMax) {
            return text;
        }
        return widthMax < 1
                ? ""
                : text.substring(0, text.offsetByCodePoints(0, widthMax - 1)).stripTrailing() + "…";
    }

    public static String fill(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** The words in order, as many to a line as fit; one that is longer has a line of its own. */
    public static List<String> wrap(String text, int widthMax) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" +", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > widthMax) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** One node, two nodes. */
    static String count(long count, String one) {
        return "%,d %s%s".formatted(count, one, count == 1 ? "" : "s");
    }

    /** As {@link #count}, in a sentence. */
    static String areCounted(long count, String one) {
        return count(count, one) + (count == 1 ? " is counted" : " are counted");
    }
}
