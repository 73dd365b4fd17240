package dev.goldthread.streams.project;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventBody;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Micros;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import dev.goldthread.core.graph.LedgerEntry;
import dev.goldthread.core.graph.NodeFact;
import dev.goldthread.core.graph.Statement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entry as the store keeps it: not what it means, but what it said, to be stated again when
 * somebody asks. Integers big-endian.
 *
 * <pre>
 * kind(1) seq(8) sealed_at(8), then
 *   kind 1, an event:           the front of its body
 *   kind 2, one that is opaque: leaf(32) length(1) product(length) reason(rest)
 * </pre>
 */
final class EventRow {

    private static final byte EVENT = 1;
    private static final byte OPAQUE = 2;
    private static final int HEAD_BYTES = 1 + 2 * Long.BYTES;

    private EventRow() {}

    static byte[] of(LedgerEntry entry) {
        return switch (entry.content()) {
            case LedgerEntry.Content.Decoded decoded -> event(entry, decoded.body());
            case LedgerEntry.Content.Opaque opaque -> opaque(entry, opaque.because());
        };
    }

    private static byte[] event(LedgerEntry entry, EventBody body) {
        byte[] row = body.front().toBytes(HEAD_BYTES);
        head(EVENT, entry, ByteBuffer.wrap(row));
        return row;
    }

    private static byte[] opaque(LedgerEntry entry, String because) {
        byte[] product = entry.product().name().getBytes(StandardCharsets.US_ASCII);
        byte[] reason = because.getBytes(StandardCharsets.UTF_8);
        int moreBytes = Digest.LENGTH_BYTES + 1 + product.length + reason.length;
        return head(OPAQUE, entry, ByteBuffer.allocate(HEAD_BYTES + moreBytes))
                .put(entry.leaf().toBytes())
                .put((byte) product.length)
                .put(product)
                .put(reason)
                .array();
    }

    private static ByteBuffer head(byte kind, LedgerEntry entry, ByteBuffer row) {
        return row.put(kind).putLong(entry.seq()).putLong(Micros.of(entry.sealedAt()));
    }

    static Statement statement(byte[] row) {
        ByteBuffer head = ByteBuffer.wrap(row, 1, row.length - 1);
        long seq = head.getLong();
        Instant sealedAt = Micros.instant(head.getLong());
        return switch (row[0]) {
            case EVENT -> Statement.of(EventOutline.ofFront(row, HEAD_BYTES), seq, sealedAt);
            case OPAQUE -> opaque(row, seq, sealedAt);
            default ->
                    throw new IllegalStateException(
                            "event row: kind must be 1 or 2, but is %d; wipe the projector's state folder"
                                    .formatted(row[0]));
        };
    }

    /** All that the row says. */
    static LoggedEvent logged(byte[] row) {
        if (row[0] == EVENT) {
            ByteBuffer head = ByteBuffer.wrap(row, 1, row.length - 1);
            long seq = head.getLong();
            Instant sealedAt = Micros.instant(head.getLong());
            return new LoggedEvent(seq, sealedAt, EventOutline.ofFront(row, HEAD_BYTES));
        }
        Statement opaque = statement(row);
        NodeFact fact = opaque.fact();
        EventOutline outline =
                new EventOutline(
                        fact.event(),
                        fact.product(),
                        fact.type(),
                        fact.occurredAt(),
                        fact.actor(),
                        new Source(
                                fact.source(),
                                fact.source(),
                                Optional.empty(),
                                OptionalLong.empty()),
                        opaque.node(),
                        List.of(),
                        fact.data(),
                        fact.reason());
        return new LoggedEvent(fact.seq(), fact.sealedAt(), outline);
    }

    private static Statement opaque(byte[] row, long seq, Instant sealedAt) {
        int lengthAt = HEAD_BYTES + Digest.LENGTH_BYTES;
        int reasonAt = lengthAt + 1 + row[lengthAt];
        return Statement.opaque(
                new Product(
                        new String(row, lengthAt + 1, row[lengthAt], StandardCharsets.US_ASCII)),
                Digest.at(row, HEAD_BYTES).hex(),
                new String(row, reasonAt, row.length - reasonAt, StandardCharsets.UTF_8),
                seq,
                sealedAt);
    }
}
