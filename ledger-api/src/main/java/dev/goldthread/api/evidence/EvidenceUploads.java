package dev.goldthread.api.evidence;

import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes content that is larger than one request, piece by piece and in order. What has come stays
 * on disk, so that a client goes on where it was cut off; content appears in the store as a whole,
 * once its digest is that which was announced. Thread-safe; pieces are written one at a time.
 */
public final class EvidenceUploads {

    /** Pieces that nobody went on with are thrown away after this. */
    static final Duration ABANDONED_AFTER = Duration.ofHours(24);

    private final EvidenceStore store;
    private final Path folder;
    private final long sizeBytesMax;

    /**
     * @param folder where pieces are gathered; for a store in a folder, on the same disk
     * @param sizeBytesMax of content as a whole
     */
    public EvidenceUploads(EvidenceStore store, Path folder, long sizeBytesMax) {
        this.store = store;
        this.folder = folder;
        this.sizeBytesMax = sizeBytesMax;
    }

    /** What became of a piece. */
    public sealed interface Result {

        /** All of it is here, and kept. */
        record Kept() implements Result {}

        /**
         * More is needed, or the piece does not go on from what is here.
         *
         * @param receivedBytes how much is here: the next piece begins there
         */
        record Waiting(long receivedBytes) implements Result {}

        /** All had come, and had another digest; nothing of it is left. */
        record OtherDigest() implements Result {}

        record TooLarge(long sizeBytesMax) implements Result {}
    }

    /**
     * Takes one piece.
     *
     * @param from where in the content it begins
     * @param totalBytes size of the content
     */
    public synchronized Result take(Digest named, long from, long totalBytes, byte[] piece)
            throws IOException {
        if (totalBytes > sizeBytesMax) {
            return new Result.TooLarge(sizeBytesMax);
        }
        if (store.find(named).isPresent()) {
            return new Result.Kept();
        }
        Files.createDirectories(folder);
        dropAbandoned(folder);
        Path gathering = folder.resolve(named.hex());
        long received = Files.exists(gathering) ? Files.size(gathering) : 0;
        if (from != received || from + piece.length > totalBytes) {
            return new Result.Waiting(received);
        }
        append(gathering, piece);
        received += piece.length;
        if (received < totalBytes) {
            return new Result.Waiting(received);
        }
        return store.adopt(named, gathering) ? new Result.Kept() : new Result.OtherDigest();
    }

    private static void append(Path file, byte[] piece) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer left = ByteBuffer.wrap(piece);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }

    private static void dropAbandoned(Path folder) throws IOException {
        FileTime oldest = FileTime.from(Instant.now().minus(ABANDONED_AFTER));
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                Files.deleteIfExists(file);
            }
        }
    }
}
