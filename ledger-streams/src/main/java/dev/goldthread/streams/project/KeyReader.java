package dev.goldthread.streams.project;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;

/** Takes apart what {@link KeyWriter} wrote. */
final class KeyReader {

    private final byte[] key;
    private int at;

    /**
     * @param start where to begin, behind the key's space
     */
    KeyReader(byte[] key, int start) {
        this.key = key;
        this.at = start;
    }

    NodeRef ref() {
        return new NodeRef(new Product(text()), text(), text());
    }

    String text() {
        StringBuilder text = new StringBuilder(32);
        while (true) {
            int first = next();
            if (first == 0) {
                if (at == key.length || key[at] != KeyWriter.ESCAPED) {
                    return text.toString();
                }
                at++;
                text.append('\0');
            } else {
                text.append(character(first));
            }
        }
    }

    private char character(int first) {
        if (first < 0x80) {
            return (char) first;
        }
        if (first < 0xE0) {
            return (char) ((first & 0x1F) << 6 | (next() & 0x3F));
        }
        return (char) ((first & 0x0F) << 12 | (next() & 0x3F) << 6 | (next() & 0x3F));
    }

    private int next() {
        return key[at++] & 0xFF;
    }

    /** Whether the whole key was read. */
    boolean ended() {
        return at == key.length;
    }
}
