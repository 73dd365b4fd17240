package dev.goldthread.streams.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that hold either what they held or all of what was written, whenever the power goes. One
 * writer per file at a time.
 */
public final class WholeFile {

    /** Whether files here have owners and permissions. */
    public static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private WholeFile() {}

    /**
     * Replaces all that {@code file} holds: a draft beside it, on disk before it takes the name,
     * and the name on disk before this returns. A crash leaves a draft behind, which the next call
     * removes.
     */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, content, new FileAttribute<?>[0]);
    }

    /** The same, readable and writable by the owner alone from the first moment on. */
    public static void writeForOwner(Path file, byte[] content) throws IOException {
        write(file, content, owner("rw-------"));
    }

    /** Makes a folder, and those above it, for the owner alone, unless it is there. */
    public static void createFolderForOwner(Path folder) throws IOException {
        Files.createDirectories(folder, owner("rwx------"));
    }

    private static void write(Path file, byte[] content, FileAttribute<?>[] permissions)
            throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        try (FileChannel channel =
                FileChannel.open(
                        draft,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        permissions)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        move(draft, file);
    }

    /** Renames for good: atomically, in place of what has the name, and known to the disk. */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(to.toAbsolutePath().resolveSibling("."));
    }

    /** A folder's entries are content of their own, which the system writes when it likes. */
    public static void syncFolder(Path folder) throws IOException {
        if (POSIX) { // Windows opens no folder as a file
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] owner(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
