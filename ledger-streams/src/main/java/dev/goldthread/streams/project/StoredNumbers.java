package dev.goldthread.streams.project;

import dev.goldthread.core.graph.GraphView.Position;
import java.nio.ByteBuffer;

/** Seqs, offsets and positions as rows hold them: 8 bytes big-endian each. */
final class StoredNumbers {

    private StoredNumbers() {}

    static byte[] of(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long number(byte[] stored) {
        return ByteBuffer.wrap(stored).getLong();
    }

    /** Seq, then sealedAt in microseconds. */
    static byte[] of(Position position) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(position.seq())
                .putLong(LogEntry.micros(position.sealedAt()))
                .array();
    }

    static Position position(byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        return new Position(buffer.getLong(), LogEntry.instant(buffer.getLong()));
    }
}
