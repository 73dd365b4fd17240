package dev.goldthread.streams.project;

import dev.goldthread.streams.project.GraphDatabase.Family;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.WriteBatch;

/**
 * Writes rows that are there already, and does nothing else: what a store is held against. Each
 * measures processor time of its thread, in nanoseconds.
 */
final class PlainWriter {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    /** Rows to put, and their keys and values in turn. */
    private record Rows(List<Family> families, List<byte[]> texts) {}

    private PlainWriter() {}

    /** As one does who uses RocksDB from Java: a put for each row, batches as the store's. */
    static long putByPut(List<byte[]> batches, GraphDatabase database) {
        long nanos = 0;
        for (byte[] rows : batches) {
            Rows puts = parse(rows, database);
            long start = CPU.getCurrentThreadCpuTime();
            try (WriteBatch batch = new WriteBatch()) {
                for (int i = 0; i < puts.families().size(); i++) {
                    database.put(
                            batch,
                            puts.families().get(i),
                            puts.texts().get(2 * i),
                            puts.texts().get(2 * i + 1));
                }
                database.write(batch);
            }
            nanos += CPU.getCurrentThreadCpuTime() - start;
        }
        return nanos;
    }

    /** The same batches ready made, which leaves RocksDB's own work alone. */
    static long batchByBatch(List<byte[]> batches, GraphDatabase database) {
        long start = CPU.getCurrentThreadCpuTime();
        for (byte[] rows : batches) {
            try (WriteBatch batch = new WriteBatch(rows)) {
                database.write(batch);
            }
        }
        return CPU.getCurrentThreadCpuTime() - start;
    }

    /** The form that {@link RowBatch} describes. */
    private static Rows parse(byte[] batch, GraphDatabase database) {
        ByteBuffer bytes = ByteBuffer.wrap(batch).position(RowBatch.HEADER_BYTES);
        Rows rows = new Rows(new ArrayList<>(), new ArrayList<>());
        while (bytes.hasRemaining()) {
            byte kind = bytes.get();
            if (kind != RowBatch.PUT_IN_FAMILY) {
                throw new IllegalStateException("a batch of puts holds a row of kind " + kind);
            }
            rows.families().add(database.family(varint(bytes)));
            rows.texts().add(text(bytes));
            rows.texts().add(text(bytes));
        }
        return rows;
    }

    private static byte[] text(ByteBuffer bytes) {
        byte[] text = new byte[varint(bytes)];
        bytes.get(text);
        return text;
    }

    private static int varint(ByteBuffer bytes) {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            number |= (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
