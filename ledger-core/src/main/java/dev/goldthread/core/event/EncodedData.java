package dev.goldthread.core.event;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an event, decoded when somebody asks for a field, which most who walk a graph never
 * do, and encoded when somebody asks for the bytes. Immutable, compared by value, safe for any
 * thread.
 */
public final class EncodedData {

    /** Of an event that cannot be read: no record and no fields. */
    public static final EncodedData NONE =
            new EncodedData("", new byte[0], new EventData("", Map.of()));

    private final String record;
    private volatile byte @Nullable [] avro;
    private volatile @Nullable EventData decoded;

    private EncodedData(String record, byte @Nullable [] avro, @Nullable EventData decoded) {
        this.record = record;
        this.avro = avro;
        this.decoded = decoded;
    }

    public static EncodedData of(EventData data) {
        return new EncodedData(data.record(), null, data);
    }

    /** Takes the record's Avro binary from a body. */
    static EncodedData in(byte[] body, String record, int start, int end) {
        return new EncodedData(record, Arrays.copyOfRange(body, start, end), null);
    }

    /** The Avro record's simple name, {@code BuildFinished}. */
    public String record() {
        return record;
    }

    /** A copy of the record's Avro binary. */
    public byte[] toBytes() {
        return avro().clone();
    }

    /** As {@link EventData#fields}. */
    public Map<String, Object> fields() {
        return decoded().fields();
    }

    /** As {@link EventData#text}. */
    public Optional<String> text(String field) {
        return decoded().text(field);
    }

    /** As {@link EventData#time}. */
    public Optional<Instant> time(String field) {
        return decoded().time(field);
    }

    private byte[] avro() {
        byte[] known = avro;
        if (known == null) {
            known = EventCodec.encode(decoded());
            avro = known;
        }
        return known;
    }

    private EventData decoded() {
        EventData known = decoded;
        if (known == null) {
            known = EventCodec.decodeData(record, avro());
            decoded = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EncodedData that
                && record.equals(that.record)
                && Arrays.equals(avro(), that.avro());
    }

    @Override
    public int hashCode() {
        return 31 * record.hashCode() + Arrays.hashCode(avro());
    }

    @Override
    public String toString() {
        return decoded().toString();
    }
}
