package dev.goldthread.streams.serde;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A record value's frame: one zero byte, the schema id in 4 bytes, then the Avro body.
 *
 * <p>Source: Confluent documentation, "Wire format", version 0; integers are big-endian.
 */
public final class WireFormat {

    /** Where the body begins; hash and decode from here without copying. */
    public static final int BODY_OFFSET = 5;

    private static final byte MAGIC = 0x00;

    private WireFormat() {}

    /**
     * Frames {@code body}.
     *
     * @param schemaId the registry's number, not negative
     */
    public static byte[] write(int schemaId, byte[] body) {
        if (schemaId < 0) {
            throw new IllegalArgumentException(
                    "schema id must not be negative, but is %d; ask the registry for one"
                            .formatted(schemaId));
        }
        return ByteBuffer.allocate(BODY_OFFSET + body.length)
                .put(MAGIC)
                .putInt(schemaId)
                .put(body)
                .array();
    }

    /**
     * The schema id of a framed value; the body is what follows from {@link #BODY_OFFSET}.
     *
     * @throws WireFormatException when the value is not framed
     */
    public static int schemaId(byte[] value) {
        if (value.length < BODY_OFFSET) {
            throw new WireFormatException(
                    "record value must have at least %d bytes (zero byte, schema id), but has %d; write it with a Confluent Avro serializer"
                            .formatted(BODY_OFFSET, value.length));
        }
        if (value[0] != MAGIC) {
            throw new WireFormatException(
                    "record value must begin with 0x00, but begins with 0x%02x; write it with a Confluent Avro serializer"
                            .formatted(value[0]));
        }
        int schemaId = ByteBuffer.wrap(value).getInt(1);
        if (schemaId < 0) {
            throw new WireFormatException(
                    "schema id must not be negative, but is %d; write the record with a Confluent Avro serializer"
                            .formatted(schemaId));
        }
        return schemaId;
    }

    /**
     * A copy of the body of a framed value.
     *
     * @throws WireFormatException when the value is not framed
     */
    public static byte[] body(byte[] value) {
        schemaId(value);
        return Arrays.copyOfRange(value, BODY_OFFSET, value.length);
    }
}
