package dev.goldthread.core.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Events as Avro binary bodies and back. Bodies written under an older or newer schema are resolved
 * into this program's shape (Avro specification, "Schema Resolution"). Stateless, safe for any
 * thread.
 */
public final class EventCodec {

    /** Bodies above this many bytes are refused at the gate (event-model, after the envelope). */
    public static final int BODY_BYTES_MAX = 512 * 1024;

    private static final Schema HEADING =
            EventSchema.projection(List.of("id", "product", "requestDigest", "submission"));

    /** Most bodies fit; Avro's own buffers are twice as large. */
    private static final int ENCODER_BUFFER_BYTES = 1024;

    private static final EncoderFactory ENCODERS =
            new EncoderFactory().configureBufferSize(ENCODER_BUFFER_BYTES);

    private EventCodec() {}

    /**
     * Reads the schemas that decoding takes, which otherwise the first body does: for a program
     * that has other work meanwhile, on a thread of its own.
     */
    public static void prepare() {
        OutlineReader.prepare();
    }

    /** What the sealer needs to know of a body: whose it is, and whether it came before. */
    public record Heading(
            EventId id, Product product, Digest requestDigest, Optional<Digest> rawSha256) {}

    /**
     * A body that cannot be read under the schema it claims; the message says where reading
     * stopped.
     */
    public static final class UndecodableException extends Exception {

        private static final long serialVersionUID = 1L;

        UndecodableException(@Nullable String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The Avro binary body under {@link EventSchema#SCHEMA}; the same event always gives the same
     * bytes.
     */
    public static byte[] encode(AcceptedEvent accepted) {
        return bytes(out -> new EventWriter(out).write(accepted));
    }

    /** One family's facts alone, as the graph keeps them. */
    public static byte[] encode(EventData data) {
        return bytes(
                out -> AvroShape.write(data.fields(), EventSchema.dataRecord(data.record()), out));
    }

    private interface Writing {
        void to(Encoder out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ENCODER_BUFFER_BYTES);
        BinaryEncoder encoder = ENCODERS.binaryEncoder(bytes, null);
        try {
            writing.to(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * @throws UndecodableException when {@code body} is not one event under {@code writer}
     */
    public static AcceptedEvent decode(byte[] body, Schema writer) throws UndecodableException {
        try {
            return EventTree.accepted(read(body, writer, EventSchema.SCHEMA));
        } catch (RuntimeException e) {
            throw new UndecodableException(e.getMessage(), e);
        }
    }

    /**
     * @throws UndecodableException when {@code body} is not one event under {@code writer}
     */
    public static Heading decodeHeading(byte[] body, Schema writer) throws UndecodableException {
        return decodeHeading(body, 0, writer);
    }

    /**
     * The same for a body that begins in the midst of {@code bytes} and ends where these end.
     *
     * @throws UndecodableException when that is not one event under {@code writer}
     */
    @SuppressWarnings("ReferenceEquality") // comparing schemas costs more than reading the body
    public static Heading decodeHeading(byte[] bytes, int offset, Schema writer)
            throws UndecodableException {
        try {
            return writer == EventSchema.SCHEMA
                    ? currentHeading(bytes, offset)
                    : EventTree.heading(read(body(bytes, offset), writer, HEADING));
        } catch (RuntimeException e) {
            throw new UndecodableException(e.getMessage(), e);
        }
    }

    private static Heading currentHeading(byte[] bytes, int offset) throws UndecodableException {
        try {
            return new OutlineReader(bytes, offset).heading();
        } catch (IOException | RuntimeException e) {
            // Read in full it may be an event of unusual form; if not, that says what is wrong.
            return EventTree.heading(read(body(bytes, offset), EventSchema.SCHEMA, HEADING));
        }
    }

    private static byte[] body(byte[] bytes, int offset) {
        return offset == 0 ? bytes : Arrays.copyOfRange(bytes, offset, bytes.length);
    }

    /** Reads back what {@link #encode(EventData)} wrote. */
    public static EventData decodeData(String record, byte[] bytes) {
        Schema schema = EventSchema.dataRecord(record);
        try {
            return new EventData(record, read(bytes, schema, schema));
        } catch (UndecodableException e) {
            throw new IllegalStateException(
                    "stored facts of record %s cannot be read".formatted(record), e);
        }
    }

    private static Map<String, Object> read(byte[] body, Schema writer, Schema reader)
            throws UndecodableException {
        BinaryDecoder bytes = DecoderFactory.get().binaryDecoder(body, null);
        try {
            Object tree = Objects.requireNonNull(Resolution.of(writer, reader).read(bytes));
            if (!bytes.isEnd()) {
                throw new IOException("bytes are left over behind the event");
            }
            return EventTree.map(tree);
        } catch (IOException | RuntimeException e) {
            throw new UndecodableException(
                    "body of %d bytes is not an event under its schema: %s"
                            .formatted(body.length, e.getMessage()),
                    e);
        }
    }
}
