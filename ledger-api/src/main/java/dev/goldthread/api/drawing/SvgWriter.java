package dev.goldthread.api.drawing;

import java.util.Locale;

/** Elements of SVG, with everything escaped that could be markup (XML 1.0 section 2.4). */
final class SvgWriter {

    private final StringBuilder out = new StringBuilder(32_768);

    /**
     * @param attributes names and values in turn
     */
    SvgWriter open(String element, String... attributes) {
        return start(element, attributes).line(">");
    }

    SvgWriter empty(String element, String... attributes) {
        return start(element, attributes).line("/>");
    }

    /** An element that holds a text; none when there is nothing to say. */
    SvgWriter text(String element, String text, String... attributes) {
        if (text.isEmpty()) {
            return this;
        }
        start(element, attributes);
        out.append('>').append(escaped(text)).append("</").append(element);
        return line(">");
    }

    /** A line of text that begins there. */
    SvgWriter line(String look, String text, double x, double y) {
        return text("text", text, "class", look, "x", number(x), "y", number(y));
    }

    SvgWriter close(String element) {
        out.append("</").append(element);
        return line(">");
    }

    /** Text of this program's own that is markup already. */
    SvgWriter raw(String markup) {
        out.append(markup);
        return this;
    }

    private SvgWriter start(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(escaped(attributes[i + 1])).append('"');
        }
        return this;
    }

    private SvgWriter line(String end) {
        out.append(end).append('\n');
        return this;
    }

    private static String escaped(String text) {
        return NodeText.clean(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** To a tenth of a pixel, the same in every place. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
