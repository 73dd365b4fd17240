package dev.goldthread.core.timestamp;

import dev.goldthread.core.seal.MalformedException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * One value in DER (ITU-T X.690): where it lies in the bytes that it was read from, so that what is
 * hashed or verified is what was stored. Immutable as long as nobody changes those bytes.
 */
final class DerValue {

    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OID = 0x06;
    static final int GENERALIZED_TIME = 0x18;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private static final int OID_LENGTH_MAX_BYTES = 64;
    private static final int INTEGER_LENGTH_MAX_BYTES = 64;

    private final byte[] bytes;
    private final int start;
    private final int contentStart;
    private final int end;

    /**
     * @param start of its tag
     * @param contentStart behind its length
     * @param end behind its content
     */
    DerValue(byte[] bytes, int start, int contentStart, int end) {
        this.bytes = bytes;
        this.start = start;
        this.contentStart = contentStart;
        this.end = end;
    }

    /** The tag {@code [number]} of a constructed value. */
    static int context(int number) {
        return 0xA0 | number;
    }

    byte[] content() {
        return Arrays.copyOfRange(bytes, contentStart, end);
    }

    /** Tag, length and content. */
    byte[] encoded() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** The same bytes under another tag, as an IMPLICIT value is hashed (RFC 5652 section 5.4). */
    byte[] encodedAs(int tag) {
        byte[] encoded = encoded();
        encoded[0] = (byte) tag;
        return encoded;
    }

    /** Reads the values inside, in their order. */
    DerReader inside(String field) {
        return new DerReader(bytes, contentStart, end, field);
    }

    /**
     * @throws MalformedException unless it is in the fewest bytes (X.690 section 8.3.2)
     */
    BigInteger integer(String field) {
        byte[] content = content();
        boolean padded =
                content.length > 1
                        && ((content[0] == 0 && content[1] >= 0)
                                || (content[0] == -1 && content[1] < 0));
        if (content.length == 0 || content.length > INTEGER_LENGTH_MAX_BYTES || padded) {
            throw new MalformedException(
                    field, "an integer of 1 to 64 bytes, the fewest", content.length + " bytes");
        }
        return new BigInteger(content);
    }

    /** A small number, such as a version or a status. */
    int number(String field) {
        BigInteger value = integer(field);
        if (value.bitLength() > 31) {
            throw new MalformedException(field, "a small number", value);
        }
        return value.intValue();
    }

    /**
     * The dotted form (X.690 section 8.19).
     *
     * @throws MalformedException when an arc is not in the fewest bytes, or longer than 31 bits
     */
    String oid(String field) {
        byte[] content = content();
        if (content.length == 0
                || content.length > OID_LENGTH_MAX_BYTES
                || content[content.length - 1] < 0) {
            throw new MalformedException(field, "an object identifier", content.length + " bytes");
        }
        StringBuilder text = new StringBuilder();
        long arc = 0;
        boolean first = true;
        for (byte each : content) {
            if ((arc == 0 && each == (byte) 0x80) || arc > Integer.MAX_VALUE >> 7) {
                throw new MalformedException(field, "an object identifier", "an arc out of range");
            }
            arc = (arc << 7) | (each & 0x7f);
            if (each >= 0) {
                long root = Math.min(arc / 40, 2); // X.690 section 8.19.4: X * 40 + Y
                text.append(first ? root + "." + (arc - 40 * root) : "." + arc);
                arc = 0;
                first = false;
            }
        }
        return text.toString();
    }
}
