package dev.goldthread.core.gate;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The canonical JSON of an event: RFC 8785, over a tree in which null, empty arrays and empty
 * objects are left out at every depth, times are UTC with no, three or six digits of second, links
 * name their strength, a link's {@code from} is left out where it is the subject and a node's
 * {@code product} where it is the event's. Event schemas have no floating point, so numbers are
 * plain integers.
 */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** UTF-8 bytes that a producer signs. */
    public static byte[] of(Event event) {
        return text(EventTree.of(event)).getBytes(StandardCharsets.UTF_8);
    }

    /** What makes two submissions the same (event-model, {@code requestDigest}). */
    public static Digest requestDigest(Event event) {
        return Digest.sha256(of(event));
    }

    /** The canonical text of a tree of plain values. */
    public static String text(Map<String, Object> tree) {
        StringBuilder out = new StringBuilder(1024);
        writeObject(tree, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case String text -> writeString(text, out);
            case Long number -> out.append(number.longValue());
            case Boolean truth -> out.append(truth.booleanValue());
            case Instant time -> writeString(DateTimeFormatter.ISO_INSTANT.format(time), out);
            case Bytes bytes -> writeString(HexFormat.of().formatHex(bytes.toBytes()), out);
            case EventData data -> writeObject(data.fields(), out);
            case List<?> items -> writeArray(items, out);
            case Map<?, ?> fields -> writeObject(fields, out);
            default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
        }
    }

    /**
     * RFC 8785, 3.2.3: members sorted by the UTF-16 code units of their names, which is String's
     * own order.
     */
    private static void writeObject(Map<?, ?> fields, StringBuilder out) {
        TreeMap<String, Object> sorted = new TreeMap<>();
        fields.forEach(
                (name, value) -> {
                    if (!isEmpty(value)) {
                        sorted.put((String) name, value);
                    }
                });
        char separator = '{';
        for (Map.Entry<String, Object> member : sorted.entrySet()) {
            out.append(separator);
            writeString(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private static boolean isEmpty(Object value) {
        return switch (value) {
            case List<?> items -> items.isEmpty();
            case Map<?, ?> fields -> fields.isEmpty();
            case EventData data -> data.fields().isEmpty();
            default -> false;
        };
    }

    private static void writeArray(List<?> items, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            write(items.get(i), out);
        }
        out.append(']');
    }

    /** RFC 8785, 3.2.2.2; most texts need no escape and are copied in one go. */
    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, copied, i);
                writeEscaped(c, out);
                copied = i + 1;
            }
        }
        out.append(text, copied, text.length()).append('"');
    }

    private static void writeEscaped(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
        }
    }
}
