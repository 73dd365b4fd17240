package dev.goldthread.core.event;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Brings what one writer schema wrote into the shape of one reader schema. Working out how costs a
 * hundred times a reading, so it is kept per thread and pair of schemas; schemas are told apart by
 * identity, since comparing them costs as much again.
 */
final class Resolution {

    private static final int WRITERS_MAX = 64;

    private static final ThreadLocal<Map<Schema, Map<Schema, Resolution>>> KEPT =
            ThreadLocal.withInitial(IdentityHashMap::new);

    private final Schema reader;

    /** Null where writer and reader are the same: then nothing has to be resolved. */
    private final @Nullable ResolvingDecoder resolving;

    private Resolution(Schema writer, Schema reader) throws IOException {
        this.reader = reader;
        this.resolving =
                writer.equals(reader)
                        ? null
                        : DecoderFactory.get().resolvingDecoder(writer, reader, null);
    }

    static Resolution of(Schema writer, Schema reader) throws IOException {
        Map<Schema, Map<Schema, Resolution>> kept = KEPT.get();
        if (kept.size() > WRITERS_MAX) {
            kept.clear();
        }
        Map<Schema, Resolution> byReader =
                kept.computeIfAbsent(writer, schema -> new IdentityHashMap<>());
        Resolution resolution = byReader.get(reader);
        if (resolution == null) {
            resolution = new Resolution(writer, reader);
            byReader.put(reader, resolution);
        }
        return resolution;
    }

    /** Reads one value and nothing more of {@code bytes}. */
    @Nullable Object read(BinaryDecoder bytes) throws IOException {
        if (resolving == null) {
            return AvroShape.read(reader, bytes);
        }
        Decoder in = resolving.configure(bytes);
        Object value = AvroShape.read(reader, in);
        resolving.drain();
        return value;
    }
}
