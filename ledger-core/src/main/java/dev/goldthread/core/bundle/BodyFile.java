package dev.goldthread.core.bundle;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * The bodies of one bundle of entries, one after the other; never more than one in memory. A length
 * that cannot be right loses the bodies behind it, since nothing else says where they begin.
 */
final class BodyFile implements AutoCloseable {

    /** More than any sealed record can hold. */
    private static final int BODY_BYTES_MAX = 2 << 20;

    private final String file;
    private final Flaws flaws;
    private final Reading files;
    private Optional<DataInputStream> in;

    BodyFile(String file, Reading files, Flaws flaws) {
        this.file = file;
        this.files = files;
        this.flaws = flaws;
        this.in =
                files.open(file)
                        .map(stream -> new DataInputStream(new BufferedInputStream(stream, 65536)));
    }

    /** The next body; empty where it cannot be told any more, of which there is a flaw already. */
    Optional<byte[]> next(long seq) {
        if (in.isEmpty()) {
            return Optional.empty();
        }
        try {
            DataInputStream stream = in.get();
            int lengthBytes = stream.readInt();
            if (lengthBytes < 0 || lengthBytes > BODY_BYTES_MAX) {
                lose(seq, "at most %d bytes".formatted(BODY_BYTES_MAX), lengthBytes + " bytes");
                return Optional.empty();
            }
            byte[] body = stream.readNBytes(lengthBytes);
            if (body.length < lengthBytes) {
                lose(seq, lengthBytes + " bytes", body.length + " bytes before the file's end");
                return Optional.empty();
            }
            return Optional.of(body);
        } catch (EOFException e) {
            lose(seq, "a length of 4 bytes", "the file's end");
            return Optional.empty();
        } catch (IOException e) {
            drop(e);
            return Optional.empty();
        }
    }

    /** Nothing may lie behind the last body. */
    void end(long lastSeq) {
        try {
            if (in.isPresent() && in.get().read() >= 0) {
                flaws.add(
                        file,
                        lastSeq,
                        "length",
                        "the file's end after this body",
                        "more bytes",
                        "something was added behind the last body, or a length was changed");
            }
        } catch (IOException e) {
            drop(e);
        }
    }

    private void lose(long seq, String expected, String found) {
        flaws.add(
                file,
                seq,
                "body length",
                expected,
                found,
                "the file was damaged; the bodies from here to its end cannot be read");
        close();
    }

    private void drop(IOException e) {
        files.unreadable(file, e);
        close();
    }

    @Override
    public void close() {
        Optional<DataInputStream> open = in;
        in = Optional.empty();
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException e) {
            files.unreadable(file, e);
        }
    }
}
