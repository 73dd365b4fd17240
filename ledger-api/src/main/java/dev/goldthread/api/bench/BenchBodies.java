package dev.goldthread.api.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Request bodies made before the clock starts, so that making them costs the ledger nothing: its
 * sender has the same cores. They lie in a file, because a million events do not fit into the heap.
 * Safe for any thread.
 */
final class BenchBodies implements AutoCloseable {

    private final FileChannel file;
    private final long[] ends;

    private BenchBodies(FileChannel file, long[] ends) {
        this.file = file;
        this.ends = ends;
    }

    /**
     * Writes the events from 0 on, one per line.
     *
     * @param batch how many a body has; the last one may have fewer
     */
    static BenchBodies write(Path path, long events, int batch) throws IOException {
        long[] ends = new long[Math.toIntExact(Math.ceilDiv(events, batch))];
        long bytes = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            for (int body = 0; body < ends.length; body++) {
                long from = (long) body * batch;
                byte[] lines = lines(from, (int) Math.min(batch, events - from));
                out.write(lines);
                bytes += lines.length;
                ends[body] = bytes;
            }
        }
        return new BenchBodies(FileChannel.open(path), ends);
    }

    /** The UTF-8 lines of so many events. */
    static byte[] lines(long from, int count) {
        StringBuilder lines = new StringBuilder(count * 700);
        for (long number = from; number < from + count; number++) {
            lines.append(BenchEvents.json(number)).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    int count() {
        return ends.length;
    }

    byte[] get(int body) throws IOException {
        long from = body == 0 ? 0 : ends[body - 1];
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(ends[body] - from));
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("the file of request bodies was cut short");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
