package dev.goldthread.core.event;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads Avro binary in place (Avro specification, "Binary Encoding"), stepping over what is not
 * wanted. Takes only the one form that {@link EventCodec} writes, numbers in their fewest bytes and
 * lists in one block, so that equal values have equal bytes. Not thread-safe.
 */
final class BodyCursor {

    private final byte[] bytes;
    private int at;

    BodyCursor(byte[] bytes, int start) {
        this.bytes = bytes;
        this.at = start;
    }

    /** Index of the byte that is read next. */
    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    long readLong() throws IOException {
        if (at < bytes.length && bytes[at] >= 0) {
            long zigzag = bytes[at++];
            return (zigzag >>> 1) ^ -(zigzag & 1);
        }
        return readLongOfSeveralBytes();
    }

    private long readLongOfSeveralBytes() throws IOException {
        long zigzag = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = bytes[forward(1)];
            zigzag |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                if (part == 0 && shift > 0) {
                    throw new IOException("a number is longer than it needs to be");
                }
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new IOException("a number is longer than 64 bits");
    }

    /** A length, a count, or the index of an enum's symbol or of a union's branch. */
    int readCount() throws IOException {
        long count = readLong();
        if (count < 0 || count > bytes.length) {
            throw new IOException("a length, count or index is " + count);
        }
        return (int) count;
    }

    String readText() throws IOException {
        int length = readCount();
        return new String(bytes, forward(length), length, StandardCharsets.UTF_8);
    }

    /** A text that many bodies have, as a name of the vocabulary is; one text then, not many. */
    String readRecurring() throws IOException {
        int length = readCount();
        return RecurringTexts.at(bytes, forward(length), length);
    }

    /** How many items the list has; {@link #endItems} follows them, unless there are none. */
    int readItems() throws IOException {
        return readCount();
    }

    void endItems() throws IOException {
        if (readLong() != 0) {
            throw new IOException("a list has more than one block");
        }
    }

    /** Steps over this many bytes; the index where they began. */
    int forward(int count) throws IOException {
        int from = at;
        if (count > bytes.length - at) {
            throw new EOFException("the body breaks off at byte " + bytes.length);
        }
        at += count;
        return from;
    }

    void skip(ValueShape shape) throws IOException {
        switch (shape.kind()) {
            case NOTHING -> {}
            case NUMBER -> readLong();
            case TEXT -> forward(readCount());
            case BYTES -> forward(shape.bytes());
            case RECORD -> {
                for (ValueShape field : shape.parts()) {
                    skip(field);
                }
            }
            case CHOICE -> skip(shape.parts()[readCount()]);
            case LIST -> skipItems(shape.parts());
        }
    }

    private void skipItems(ValueShape[] item) throws IOException {
        int count = readItems();
        for (int i = 0; i < count; i++) {
            for (ValueShape part : item) {
                skip(part);
            }
        }
        if (count > 0) {
            endItems();
        }
    }
}
