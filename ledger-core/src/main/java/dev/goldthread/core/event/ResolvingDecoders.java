package dev.goldthread.core.event;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/**
 * Decoders into one reader's shape, kept per thread and writer: comparing two schemas of this size
 * and preparing their resolution takes 0.2 ms, a hundred times as long as reading an event. Safe
 * for any thread.
 */
final class ResolvingDecoders {

    /** Callers keep the schemas they parsed; beyond this many somebody does not. */
    private static final int WRITERS_MAX = 64;

    private final Schema reader;

    /** Empty for a writer whose schema is the reader's: its bytes need no resolution. */
    private final ThreadLocal<Map<Schema, Optional<ResolvingDecoder>>> byWriter =
            ThreadLocal.withInitial(IdentityHashMap::new);

    ResolvingDecoders(Schema reader) {
        this.reader = reader;
    }

    /** Reads {@code bytes} as {@code writer} wrote them; valid until this thread asks again. */
    Decoder on(BinaryDecoder bytes, Schema writer) throws IOException {
        Map<Schema, Optional<ResolvingDecoder>> known = byWriter.get();
        Optional<ResolvingDecoder> resolving = known.get(writer);
        if (resolving == null) {
            if (known.size() >= WRITERS_MAX) {
                known.clear();
            }
            resolving = prepare(bytes, writer);
            known.put(writer, resolving);
        }
        return resolving.isPresent() ? resolving.get().configure(bytes) : bytes;
    }

    private Optional<ResolvingDecoder> prepare(BinaryDecoder bytes, Schema writer)
            throws IOException {
        return writer.equals(reader)
                ? Optional.empty()
                : Optional.of(DecoderFactory.get().resolvingDecoder(writer, reader, bytes));
    }
}
