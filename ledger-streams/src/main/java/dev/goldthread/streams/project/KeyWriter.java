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

    private static final int BYTES_PER_CHAR_MAX = 3;

    private byte[] bytes = new byte[256];
    private int length;

    KeyWriter(byte space) {
        put(space);
    }

    KeyWriter ref(NodeRef ref) {
        return text(ref.product().name()).text(ref.type()).text(ref.id());
    }

    KeyWriter text(String text) {
        reserve(BYTES_PER_CHAR_MAX * text.length() + 1);
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        bytes[length++] = TEXT_END;
        return this;
    }

    private void character(char c) {
        if (c > 0 && c < 0x80) {
            bytes[length++] = (byte) c;
        } else if (c == 0) {
            bytes[length++] = TEXT_END;
            bytes[length++] = ESCAPED;
        } else if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | (c >> 6));
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
        } else {
            bytes[length++] = (byte) (0xE0 | (c >> 12));
            bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
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
        reserve(1);
        bytes[length++] = value;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    byte[] done() {
        return Arrays.copyOf(bytes, length);
    }
}
