package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.project.LogEntry.Identity;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A log entry as a row: without its seq, which is in the key, and without what the row before
 * tells, because hashes do not compress. An entry's leaf is hashed from its seal, and is the next
 * seal's prev; every eighth row holds its prev, so that no more than eight are read for one.
 * Integers big-endian.
 *
 * <pre>
 * flags(1) sealed_at(8) offset(8) body(32), then, as the flags say:
 *   1 prev(32)      leaf hash of the entry before
 *   2 schema(32)    when it is not this program's
 *   4 request(32)   request digest of an event that can be read
 *   8 raw(32)       digest of the raw body it was made from
 * </pre>
 */
final class LogRow {

    /** How far apart the rows are that can be read without the one before. */
    static final int ANCHOR_EVERY = 8;

    private static final int HEAD_BYTES = 1 + 2 * Long.BYTES + Digest.LENGTH_BYTES;
    private static final byte PREV = 1;
    private static final byte SCHEMA = 2;
    private static final byte REQUEST = 4;
    private static final byte RAW = 8;

    private LogRow() {}

    /** The last row at or before this one that can be read without another. */
    static long anchorOf(long seq) {
        return seq - seq % ANCHOR_EVERY;
    }

    /**
     * @param before leaf of the entry before as the store has it
     */
    static byte[] of(LogEntry entry, Digest before) {
        Seal seal = entry.seal();
        boolean isAnchor = seal.seq() % ANCHOR_EVERY == 0 || !seal.prev().equals(before);
        boolean isForeign = !seal.schema().equals(EventSchema.HASH);
        Optional<Digest> raw = entry.event().flatMap(Identity::rawSha256);
        int flags =
                (isAnchor ? PREV : 0)
                        | (isForeign ? SCHEMA : 0)
                        | (entry.event().isPresent() ? REQUEST : 0)
                        | (raw.isPresent() ? RAW : 0);
        byte[] row = new byte[HEAD_BYTES + Integer.bitCount(flags) * Digest.LENGTH_BYTES];
        ByteBuffer.wrap(row)
                .put((byte) flags)
                .putLong(seal.sealedAtMicros())
                .putLong(entry.offset());
        int at = put(seal.body(), row, HEAD_BYTES - Digest.LENGTH_BYTES);
        if (isAnchor) {
            at = put(seal.prev(), row, at);
        }
        if (isForeign) {
            at = put(seal.schema(), row, at);
        }
        if (entry.event().isPresent()) {
            at = put(entry.event().get().requestDigest(), row, at);
        }
        if (raw.isPresent()) {
            put(raw.get(), row, at);
        }
        return row;
    }

    /** Where what follows begins. */
    private static int put(Digest digest, byte[] row, int at) {
        digest.copyTo(row, at);
        return at + Digest.LENGTH_BYTES;
    }

    /**
     * @param before leaf of the entry before, for a row without its own
     */
    static LogEntry read(byte[] bytes, long seq, Digest before) {
        ByteBuffer row = ByteBuffer.wrap(bytes);
        byte flags = row.get();
        long sealedAtMicros = row.getLong();
        long offset = row.getLong();
        Digest body = digest(row);
        Digest prev = (flags & PREV) == 0 ? before : digest(row);
        Digest schema = (flags & SCHEMA) == 0 ? EventSchema.HASH : digest(row);
        Seal seal = new Seal(sealedAtMicros, seq, prev, schema, body);
        return new LogEntry(seal, seal.leaf(), offset, identity(flags, row));
    }

    private static Optional<Identity> identity(byte flags, ByteBuffer row) {
        if ((flags & REQUEST) == 0) {
            return Optional.empty();
        }
        Digest request = digest(row);
        Optional<Digest> raw = (flags & RAW) == 0 ? Optional.empty() : Optional.of(digest(row));
        return Optional.of(new Identity(request, raw));
    }

    private static Digest digest(ByteBuffer row) {
        byte[] bytes = new byte[Digest.LENGTH_BYTES];
        row.get(bytes);
        return Digest.of(bytes);
    }
}
