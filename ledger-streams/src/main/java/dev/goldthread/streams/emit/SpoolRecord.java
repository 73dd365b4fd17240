package dev.goldthread.streams.emit;

import dev.goldthread.core.event.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** One record of the spool's file, without its frame. */
sealed interface SpoolRecord {

    /** First record of a file: which file this is, so that one replaced by another is noticed. */
    record Began(String generation) implements SpoolRecord {}

    /**
     * An event to be sent.
     *
     * @param source product, blank and URI of what counts
     * @param seq the source's count that the event carries; 0 for none
     * @param json the event, one line of UTF-8
     */
    record Added(String product, String id, String source, long seq, Bytes json)
            implements SpoolRecord {}

    /**
     * The ledger has answered.
     *
     * @param events how many of this file's events, from its first
     */
    record Answered(long events) implements SpoolRecord {}

    /** How far a source had counted when older records were dropped. */
    record Counted(String source, long seq) implements SpoolRecord {}

    default byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (this) {
                case Began(var generation) -> {
                    out.writeByte('B');
                    out.writeUTF(generation);
                }
                case Added(var product, var id, var source, var seq, var json) -> {
                    out.writeByte('E');
                    out.writeUTF(product);
                    out.writeUTF(id);
                    out.writeUTF(source);
                    out.writeLong(seq);
                    out.write(json.toBytes());
                }
                case Answered(var events) -> {
                    out.writeByte('A');
                    out.writeLong(events);
                }
                case Counted(var source, var seq) -> {
                    out.writeByte('C');
                    out.writeUTF(source);
                    out.writeLong(seq);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Empty when the bytes are no record of this version. */
    static Optional<SpoolRecord> parse(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return switch (in.readByte()) {
                case 'B' -> Optional.of(new Began(in.readUTF()));
                case 'E' ->
                        Optional.of(
                                new Added(
                                        in.readUTF(),
                                        in.readUTF(),
                                        in.readUTF(),
                                        in.readLong(),
                                        new Bytes(in.readAllBytes())));
                case 'A' -> Optional.of(new Answered(in.readLong()));
                case 'C' -> Optional.of(new Counted(in.readUTF(), in.readLong()));
                default -> Optional.empty();
            };
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
