package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import java.util.Arrays;

/**
 * Builds a row's key, so that unsigned byte order is the order of what was written.
 *
 * <p>Texts are CESU-8 (Unicode Technical Report 26), whose byte order is that of UTF-16 and so of
 * {@link String#compareTo}; U+0000 is 00 FF and the end of a text is 00. Nothing that follows a
 * text begins with FF.
 */
final class KeyWriter {

    static final byte TEXT_END = 0x00;
    static final byte ESCAPED = (byte) 0xFF;

    private byte[] bytes = new byte[96];
    private int length;

    KeyWriter(byte space) {
        put(space);
    }

    KeyWriter ref(NodeRef ref) {
        return text(ref.product().name()).text(ref.type()).text(ref.id());
    }

    KeyWriter text(String text) {
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        return put(TEXT_END);
    }

    private void character(char c) {
        if (c == 0) {
            put(TEXT_END);
            put(ESCAPED);
        } else if (c < 0x80) {
            put((byte) c);
        } else if (c < 0x800) {
            put((byte) (0xC0 | (c >> 6)));
            put((byte) (0x80 | (c & 0x3F)));
        } else {
            put((byte) (0xE0 | (c >> 12)));
            put((byte) (0x80 | ((c >> 6) & 0x3F)));
            put((byte) (0x80 | (c & 0x3F)));
        }
    }

    /** Eight bytes, big-endian; only numbers from 0 on keep their order. */
    KeyWriter number(long number) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            put((byte) (number >>> shift));
        }
        return this;
    }

    KeyWriter put(byte value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = value;
        return this;
    }

    byte[] done() {
        return Arrays.copyOf(bytes, length);
    }
}
