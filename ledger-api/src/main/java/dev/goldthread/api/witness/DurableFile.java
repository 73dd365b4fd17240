package dev.goldthread.api.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that hold either what they held or all of what was written, whenever the power goes. */
final class DurableFile {

    private DurableFile() {}

    /**
     * Replaces the content of {@code file}: a draft beside it, on disk before it takes the name,
     * and the name on disk before this returns. A crash leaves a draft behind, which the next call
     * overwrites.
     */
    static void write(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try (FileChannel channel =
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(file.toAbsolutePath().resolveSibling("."));
    }

    /** A folder's entries are content of their own, which the system writes when it likes. */
    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
