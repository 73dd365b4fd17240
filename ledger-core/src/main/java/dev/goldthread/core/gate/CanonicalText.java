package dev.goldthread.core.gate;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Text of canonical JSON, written from its beginning to its end (RFC 8785), as the UTF-8 bytes that
 * are hashed. Empty arrays and objects of plain values are left out. Not thread-safe.
 */
final class CanonicalText {

    /** Most events fit. */
    static final int EVENT_LENGTH = 1024;

    /** Most events' facts alone fit. */
    static final int FIELDS_LENGTH = 256;

    /** A control character's: {@code \\u001f}. */
    private static final int ONE_CHAR_LENGTH_MAX = 6;

    private static final int TIME_LENGTH = 32;

    /** The first character that is more than one byte in UTF-8. */
    private static final char FIRST_OF_TWO_BYTES = 0x80;

    private byte[] out;
    private int length;

    /**
     * @param expected bytes; it grows beyond them at a cost
     */
    CanonicalText(int expected) {
        out = new byte[expected];
    }

    /** Begins an object whose members the caller writes in the order of their names. */
    CanonicalText open() {
        separate();
        put('{');
        return this;
    }

    CanonicalText open(String name) {
        writeName(name);
        put('{');
        return this;
    }

    CanonicalText close() {
        put('}');
        return this;
    }

    CanonicalText openArray(String name) {
        writeName(name);
        put('[');
        return this;
    }

    CanonicalText closeArray() {
        put(']');
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
            case Long number -> putAscii(number.toString());
            case Boolean truth -> putAscii(truth.toString());
            case Instant time -> writeTime(time);
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
        put('{');
        for (String name : names) {
            Object value = fields.get(name);
            if (value != null && !isEmpty(value)) {
                separate();
                writeString(name);
                put(':');
                write(value);
            }
        }
        put('}');
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
        put('[');
        for (Object item : items) {
            separate();
            write(item);
        }
        put(']');
    }

    private void writeTime(Instant time) {
        StringBuilder text = new StringBuilder(TIME_LENGTH).append('"');
        IsoTime.write(time, text);
        putAscii(text.append('"'));
    }

    /** The envelope's own names need no escape. */
    private void writeName(String name) {
        separate();
        put('"');
        putAscii(name);
        put('"');
        put(':');
    }

    /** No value ends in an opening bracket: a text that does has its quotation mark behind it. */
    private void separate() {
        if (length > 0 && out[length - 1] != '{' && out[length - 1] != '[') {
            put(',');
        }
    }

    /** RFC 8785, 3.2.2.2; most texts are ASCII and need no escape. */
    private void writeString(String text) {
        put('"');
        reserve(text.length());
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            out[length++] = (byte) text.charAt(plain++);
        }
        for (int i = plain; i < text.length(); i++) {
            reserve(ONE_CHAR_LENGTH_MAX);
            i += writeFrom(text, i);
        }
        put('"');
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < FIRST_OF_TWO_BYTES && c != '"' && c != '\\';
    }

    /**
     * Writes the character at {@code at}.
     *
     * @return how many more than one char of the text it took
     */
    private int writeFrom(String text, int at) {
        char c = text.charAt(at);
        if (isPlain(c)) {
            out[length++] = (byte) c;
        } else if (c < FIRST_OF_TWO_BYTES) {
            writeEscaped(c);
        } else {
            int end = at + Character.charCount(text.codePointAt(at));
            for (byte unit : text.substring(at, end).getBytes(StandardCharsets.UTF_8)) {
                out[length++] = unit;
            }
            return end - at - 1;
        }
        return 0;
    }

    private void writeEscaped(char c) {
        putAscii(
                switch (c) {
                    case '"' -> "\\\"";
                    case '\\' -> "\\\\";
                    case '\b' -> "\\b";
                    case '\t' -> "\\t";
                    case '\n' -> "\\n";
                    case '\f' -> "\\f";
                    case '\r' -> "\\r";
                    default -> "\\u00" + HexFormat.of().toHexDigits((byte) c);
                });
    }

    private void put(char ascii) {
        reserve(1);
        out[length++] = (byte) ascii;
    }

    private void putAscii(CharSequence text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            out[length++] = (byte) text.charAt(i);
        }
    }

    private void reserve(int more) {
        if (out.length - length < more) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(out, length);
    }

    Digest sha256() {
        return Digest.sha256(out, 0, length);
    }

    @Override
    public String toString() {
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
