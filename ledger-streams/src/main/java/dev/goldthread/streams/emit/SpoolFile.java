package dev.goldthread.streams.emit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Framed records in one file: length (4 bytes, big-endian), CRC-32C of the payload (4 bytes),
 * payload. What is appended is on disk before the call returns. Its user holds the folder's lock.
 *
 * <p>A crash while appending leaves a frame that ends short or does not fit its checksum, and
 * nothing behind it. Such a tail was promised to nobody: it is moved to a file beside and cut off.
 */
final class SpoolFile {

    static final int HEADER_BYTES = 8;
    static final int PAYLOAD_BYTES_MAX = 8 * 1024 * 1024;

    private final Path file;

    SpoolFile(Path file) {
        this.file = file;
    }

    /** A record and where the next one begins. */
    record Framed(SpoolRecord record, long offset, long nextOffset) {}

    Path path() {
        return file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    long size() throws IOException {
        return exists() ? Files.size(file) : 0;
    }

    /** Every record from an offset on; a torn tail is kept aside and cut off. */
    List<Framed> read(long from) throws IOException {
        List<Framed> records = new ArrayList<>();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long at = from;
            while (at < channel.size()) {
                Optional<byte[]> payload = payload(channel, at);
                Optional<SpoolRecord> record = payload.flatMap(SpoolRecord::parse);
                if (record.isEmpty()) {
                    if (payload.isPresent() || hasIntactFrameBehind(channel, at)) {
                        throw SpoolException.damaged(file, at, "a record cannot be read");
                    }
                    cutOff(channel, at);
                    break;
                }
                long next = at + HEADER_BYTES + payload.orElseThrow().length;
                records.add(new Framed(record.get(), at, next));
                at = next;
            }
        }
        return records;
    }

    /** One record that was read before. */
    SpoolRecord at(long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return payload(channel, offset)
                    .flatMap(SpoolRecord::parse)
                    .orElseThrow(
                            () ->
                                    SpoolException.damaged(
                                            file,
                                            offset,
                                            "a record that was intact is not any more"));
        }
    }

    /** Empty when the frame ends short or does not fit its checksum. */
    private static Optional<byte[]> payload(FileChannel channel, long at) throws IOException {
        OptionalInt length = length(channel, at);
        if (length.isEmpty()) {
            return Optional.empty();
        }
        byte[] payload = read(channel, at + HEADER_BYTES, length.getAsInt());
        int checksum = ByteBuffer.wrap(read(channel, at, HEADER_BYTES)).getInt(Integer.BYTES);
        return payload.length == length.getAsInt() && checksum(payload) == checksum
                ? Optional.of(payload)
                : Optional.empty();
    }

    /** What the frame says its payload's length is; empty when no frame can say so. */
    private static OptionalInt length(FileChannel channel, long at) throws IOException {
        byte[] header = read(channel, at, HEADER_BYTES);
        if (header.length < HEADER_BYTES) {
            return OptionalInt.empty();
        }
        int length = ByteBuffer.wrap(header).getInt();
        return length >= 1 && length <= PAYLOAD_BYTES_MAX
                ? OptionalInt.of(length)
                : OptionalInt.empty();
    }

    /** Shorter than asked for where the file ends. */
    private static byte[] read(FileChannel channel, long at, int length) throws IOException {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(length, channel.size() - at))];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return bytes;
    }

    /** An append that was cut short has nothing behind it; a flipped bit usually has. */
    private static boolean hasIntactFrameBehind(FileChannel channel, long at) throws IOException {
        OptionalInt length = length(channel, at);
        return length.isPresent()
                && payload(channel, at + HEADER_BYTES + length.getAsInt()).isPresent();
    }

    private void cutOff(FileChannel channel, long at) throws IOException {
        byte[] tail = read(channel, at, Math.toIntExact(channel.size() - at));
        Path aside =
                file.resolveSibling(
                        "%s.torn-at-%d-%s".formatted(file.getFileName(), at, UUID.randomUUID()));
        Files.write(aside, tail, StandardOpenOption.CREATE_NEW);
        channel.truncate(at);
        channel.force(true);
    }

    /** Appends all, or after a crash some of them, in order. */
    void append(List<SpoolRecord> records) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            write(channel, records);
        }
    }

    /** Puts a file with these records in place of the old one; after a crash it is either. */
    void replace(List<SpoolRecord> records) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        written,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            write(channel, records);
        }
        Files.move(
                written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder =
                FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true); // the new name is on disk only once its folder is
        }
    }

    private static void write(FileChannel channel, List<SpoolRecord> records) throws IOException {
        for (SpoolRecord record : records) {
            byte[] payload = record.toBytes();
            ByteBuffer frame =
                    ByteBuffer.allocate(HEADER_BYTES + payload.length)
                            .putInt(payload.length)
                            .putInt(checksum(payload))
                            .put(payload)
                            .flip();
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        }
        channel.force(true);
    }

    private static int checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
