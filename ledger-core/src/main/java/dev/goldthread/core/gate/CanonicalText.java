package dev.goldthread.core.gate;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.EventData;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Text of canonical JSON, written from its beginning to its end (RFC 8785). Empty arrays and
 * objects of plain values are left out. Not thread-safe.
 */
final class CanonicalText {

    /** Most events fit. */
    private static final int LENGTH = 1024;

    private final StringBuilder out = new StringBuilder(LENGTH);

    /** Begins an object whose members the caller writes in the order of their names. */
    CanonicalText open() {
        separate();
        out.append('{');
        return this;
    }

    CanonicalText open(String name) {
        writeName(name);
        out.append('{');
        return this;
    }

    CanonicalText close() {
        out.append('}');
        return this;
    }

    CanonicalText openArray(String name) {
        writeName(name);
        out.append('[');
        return this;
    }

    CanonicalText closeArray() {
        out.append(']');
        return this;
    }

    CanonicalText member(String name, Object value) {
        writeName(name);
        write(value);
        return this;
    }

    CanonicalText member(String name, Optional<String> value) {
        return value.isPresent() ? member(name, value.get()) : this;
    }

    CanonicalText memberUnlessEmpty(String name, Map<String, ?> fields) {
        return fields.isEmpty() ? this : member(name, fields);
    }

    /** A value of a tree of plain values. */
    void write(Object value) {
        switch (value) {
            case String text -> writeString(text);
            case Long number -> out.append(number.longValue());
            case Boolean truth -> out.append(truth.booleanValue());
            case Instant time -> {
                out.append('"');
                IsoTime.write(time, out);
                out.append('"');
            }
            case Bytes bytes -> writeString(HexFormat.of().formatHex(bytes.toBytes()));
            case EventData data -> writeObject(data.fields());
            case List<?> items -> writeArray(items);
            case Map<?, ?> fields -> writeObject(fields);
            default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
        }
    }

    /**
     * RFC 8785, 3.2.3: members sorted by the UTF-16 code units of their names, which is String's
     * own order.
     */
    private void writeObject(Map<?, ?> fields) {
        String[] names = fields.keySet().toArray(String[]::new);
        Arrays.sort(names);
        out.append('{');
        for (String name : names) {
            Object value = fields.get(name);
            if (value != null && !isEmpty(value)) {
                separate();
                writeString(name);
                out.append(':');
                write(value);
            }
        }
        out.append('}');
    }

    private static boolean isEmpty(Object value) {
        return switch (value) {
            case List<?> items -> items.isEmpty();
            case Map<?, ?> fields -> fields.isEmpty();
            case EventData data -> data.fields().isEmpty();
            default -> false;
        };
    }

    private void writeArray(List<?> items) {
        out.append('[');
        for (Object item : items) {
            separate();
            write(item);
        }
        out.append(']');
    }

    /** The envelope's own names need no escape. */
    private void writeName(String name) {
        separate();
        out.append('"').append(name).append("\":");
    }

    /** No value ends in an opening bracket: a text that does has its quotation mark behind it. */
    private void separate() {
        if (out.isEmpty()) {
            return;
        }
        char last = out.charAt(out.length() - 1);
        if (last != '{' && last != '[') {
            out.append(',');
        }
    }

    /** RFC 8785, 3.2.2.2; most texts need no escape and are copied in one go. */
    private void writeString(String text) {
        out.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(text, copied, i);
                writeEscaped(c);
                copied = i + 1;
            }
        }
        if (copied == 0) {
            out.append(text);
        } else {
            out.append(text, copied, text.length());
        }
        out.append('"');
    }

    private void writeEscaped(char c) {
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

    @Override
    public String toString() {
        return out.toString();
    }
}
