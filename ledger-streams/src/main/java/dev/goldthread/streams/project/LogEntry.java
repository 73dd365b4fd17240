package dev.goldthread.streams.project;

import dev.goldthread.core.event.AcceptedEvent;
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
 * @param event empty when the body could not be read
 */
public record LogEntry(Digest leaf, Instant sealedAt, long offset, Optional<Identity> event) {

    /** Without an event; with one, its identity follows. */
    private static final int HEAD_BYTES = Digest.LENGTH_BYTES + 2 * Long.BYTES;

    private static final byte WITHOUT_RAW = 0;
    private static final byte WITH_RAW = 1;

    /**
     * What tells whether a submission is this event: kept here, so that a duplicate is known
     * without its body being read from the ledger.
     *
     * @param requestDigest of the event's canonical JSON
     * @param rawSha256 of the raw body that an adapter made the event from
     */
    public record Identity(EventId id, Digest requestDigest, Optional<Digest> rawSha256) {

        static Identity of(AcceptedEvent event) {
            return new Identity(
                    event.event().id(), event.requestDigest(), event.submission().rawSha256());
        }
    }

    static LogEntry of(LedgerEntry entry, long offset) {
        return new LogEntry(entry.leaf(), entry.sealedAt(), offset, identity(entry));
    }

    private static Optional<Identity> identity(LedgerEntry entry) {
        return entry.content() instanceof LedgerEntry.Content.Decoded decoded
                ? Optional.of(Identity.of(decoded.event()))
                : Optional.empty();
    }

    /**
     * Leaf (32), sealedAt in microseconds (8), offset (8); then, of a readable event, request
     * digest (32), 1 or 0 for with or without a raw digest (1), that digest (32 or none), event id
     * in UTF-8 (rest).
     */
    byte[] toBytes() {
        byte[] bytes = new byte[HEAD_BYTES + event.map(LogEntry::length).orElse(0)];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.put(leaf.toBytes()).putLong(micros(sealedAt)).putLong(offset);
        event.ifPresent(identity -> put(buffer, identity));
        return bytes;
    }

    private static int length(Identity identity) {
        int digests = identity.rawSha256().isPresent() ? 2 : 1;
        return digests * Digest.LENGTH_BYTES + 1 + text(identity.id()).length;
    }

    private static void put(ByteBuffer buffer, Identity identity) {
        buffer.put(identity.requestDigest().toBytes());
        buffer.put(identity.rawSha256().isPresent() ? WITH_RAW : WITHOUT_RAW);
        identity.rawSha256().ifPresent(raw -> buffer.put(raw.toBytes()));
        buffer.put(text(identity.id()));
    }

    private static byte[] text(EventId id) {
        return id.value().getBytes(StandardCharsets.UTF_8);
    }

    static LogEntry parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Digest leaf = digest(buffer);
        Instant sealedAt = instant(buffer.getLong());
        long offset = buffer.getLong();
        return new LogEntry(
                leaf,
                sealedAt,
                offset,
                buffer.hasRemaining() ? Optional.of(identity(buffer)) : Optional.empty());
    }

    private static Identity identity(ByteBuffer buffer) {
        Digest request = digest(buffer);
        Optional<Digest> raw =
                buffer.get() == WITH_RAW ? Optional.of(digest(buffer)) : Optional.empty();
        return new Identity(
                new EventId(StandardCharsets.UTF_8.decode(buffer).toString()), request, raw);
    }

    private static Digest digest(ByteBuffer buffer) {
        byte[] digest = new byte[Digest.LENGTH_BYTES];
        buffer.get(digest);
        return Digest.of(digest);
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
