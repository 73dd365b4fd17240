package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.graph.LedgerEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the store knows of one position of a log, beside the graph.
 *
 * @param offset where in the ledger partition its record stands
 * @param id the event's id; empty when the body could not be read
 */
public record LogEntry(Digest leaf, Instant sealedAt, long offset, Optional<EventId> id) {

    static LogEntry of(LedgerEntry entry, long offset) {
        return new LogEntry(entry.leaf(), entry.sealedAt(), offset, id(entry));
    }

    static Optional<EventId> id(LedgerEntry entry) {
        return entry.content() instanceof LedgerEntry.Content.Decoded decoded
                ? Optional.of(decoded.event().event().id())
                : Optional.empty();
    }

    /** Leaf (32), sealedAt in microseconds (8), offset (8), event id in UTF-8 (rest). */
    byte[] toBytes() {
        byte[] text = id.map(EventId::value).orElse("").getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(Digest.LENGTH_BYTES + 16 + text.length);
        return buffer.put(leaf.toBytes())
                .putLong(micros(sealedAt))
                .putLong(offset)
                .put(text)
                .array();
    }

    static LogEntry parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Digest leaf = Digest.at(bytes, 0);
        buffer.position(Digest.LENGTH_BYTES);
        Instant sealedAt = instant(buffer.getLong());
        long offset = buffer.getLong();
        String text = StandardCharsets.UTF_8.decode(buffer).toString();
        return new LogEntry(
                leaf,
                sealedAt,
                offset,
                text.isEmpty() ? Optional.empty() : Optional.of(new EventId(text)));
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
