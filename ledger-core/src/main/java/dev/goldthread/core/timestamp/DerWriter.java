package dev.goldthread.core.timestamp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Makes the little DER that a request is of (ITU-T X.690). */
final class DerWriter {

    private DerWriter() {}

    /** One value: tag, length in the fewest bytes, the parts one after the other. */
    static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(tag);
        if (length < 0x80) {
            bytes.write(length);
        } else {
            byte[] number = BigInteger.valueOf(length).toByteArray();
            int skipped = number[0] == 0 ? 1 : 0; // the sign of a two's complement number
            bytes.write(0x80 | number.length - skipped);
            bytes.write(number, skipped, number.length - skipped);
        }
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static byte[] integer(BigInteger number) {
        return value(DerValue.INTEGER, number.toByteArray());
    }
}
