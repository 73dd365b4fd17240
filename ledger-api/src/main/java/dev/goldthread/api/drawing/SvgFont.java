package dev.goldthread.api.drawing;

/**
 * How wide texts are about, in a font that nobody knows here: a little more than in the usual ones,
 * so that no box is too narrow.
 */
final class SvgFont {

    private static final String NARROW = " .,:;'|!iljtfrI()[]·-";
    private static final String WIDE = "mwMW@%—→←✓✗";
    private static final int FIRST_FULL_WIDTH = 0x1100; // Hangul; what comes after is mostly wide

    private SvgFont() {}

    static double width(String text, double size) {
        return text.codePoints().mapToDouble(SvgFont::share).sum() * size;
    }

    private static double share(int point) {
        if (NARROW.indexOf(point) >= 0) {
            return 0.36;
        }
        if (WIDE.indexOf(point) >= 0) {
            return 0.95;
        }
        if (point >= FIRST_FULL_WIDTH && (point < 0x2000 || point > 0x2BFF)) {
            return 1.05;
        }
        return Character.isUpperCase(point) ? 0.74 : 0.62;
    }

    /** As much of it as fits, with an ellipsis for the rest. */
    static String cut(String text, double size, double room) {
        String clean = NodeText.clean(text);
        int width = Lines.width(clean);
        String cut = clean;
        while (width > 0 && width(cut, size) > room) {
            width--;
            cut = Lines.cut(clean, width);
        }
        return cut;
    }

    /** The end of it, when not all fits: what tells long ids apart stands there. */
    static String cutFront(String text, double size, double room) {
        String clean = NodeText.clean(text);
        int from = 0;
        String cut = clean;
        while (from < clean.length() && width(cut, size) > room) {
            from = clean.offsetByCodePoints(from, 1);
            cut = "…" + clean.substring(from);
        }
        return cut;
    }
}
