package dev.goldthread.core.timestamp;

import dev.goldthread.core.seal.MalformedException;
import java.util.Optional;

/**
 * Reads a run of DER values (ITU-T X.690 sections 8.1 and 10.1) and nothing looser: definite
 * lengths in the fewest bytes, one-byte tags, no value that reaches beyond the one that holds it.
 * Not thread-safe.
 */
final class DerReader {

    private final byte[] bytes;
    private final int end;
    private final String field;
    private int at;

    /**
     * @param field what is being read, for messages
     */
    DerReader(byte[] bytes, int start, int end, String field) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.field = field;
    }

    /** The one value that all of these bytes are. */
    static DerValue whole(byte[] bytes, int tag, String field) {
        DerReader reader = new DerReader(bytes, 0, bytes.length, field);
        DerValue value = reader.next(tag);
        reader.finish();
        return value;
    }

    boolean hasNext() {
        return at < end;
    }

    /**
     * The next value.
     *
     * @throws MalformedException when there is none, or one with another tag
     */
    DerValue next(int tag) {
        return nextIf(tag).orElseThrow(() -> malformed("tag 0x%02x here".formatted(tag), seen()));
    }

    /** The next value if it has this tag: an OPTIONAL or DEFAULT field. */
    Optional<DerValue> nextIf(int tag) {
        if (!hasNext() || (bytes[at] & 0xff) != tag) {
            return Optional.empty();
        }
        return Optional.of(take());
    }

    /** The next value, whatever its tag. */
    DerValue nextAny() {
        if (!hasNext()) {
            throw malformed("one more value", "its end");
        }
        return take();
    }

    /**
     * @throws MalformedException when anything is left
     */
    void finish() {
        if (hasNext()) {
            throw malformed("at its end", end - at + " more bytes");
        }
    }

    private DerValue take() {
        int start = at;
        if ((bytes[start] & 0x1f) == 0x1f) {
            throw malformed("made of one-byte tags", seen());
        }
        int contentStart = start + 2;
        if (contentStart > end) {
            throw malformed("a value with a length", "cut off");
        }
        int length = bytes[start + 1] & 0xff;
        if (length >= 0x80) {
            int lengthBytes = length & 0x7f;
            contentStart += lengthBytes;
            length = longLength(start + 2, lengthBytes);
        }
        if (length > end - contentStart) {
            throw malformed("a value that ends within it", length + " bytes long");
        }
        at = contentStart + length;
        return new DerValue(bytes, start, contentStart, at);
    }

    private int longLength(int from, int lengthBytes) {
        if (lengthBytes == 0) {
            throw malformed("DER with definite lengths", "of indefinite length (BER)");
        }
        if (lengthBytes > 3 || lengthBytes > end - from) {
            throw malformed("shorter than 16 MiB", "a length of %d bytes".formatted(lengthBytes));
        }
        int length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = (length << 8) | (bytes[from + i] & 0xff);
        }
        if (length < 0x80 || length >> (8 * (lengthBytes - 1)) == 0) {
            throw malformed("DER with lengths in the fewest bytes", "longer");
        }
        return length;
    }

    private String seen() {
        return hasNext() ? "tag 0x%02x".formatted(bytes[at]) : "its end";
    }

    private MalformedException malformed(String rule, String found) {
        return new MalformedException(field, rule, found);
    }
}
