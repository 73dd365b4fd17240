package dev.goldthread.api.owned;

import dev.goldthread.streams.disk.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that only their owner reads (0600, folders 0700, where the file system knows POSIX
 * permissions), each replaced as a whole. A running server holds the data folder's lock, so clients
 * write their own files here without it.
 */
public final class OwnerFiles {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private OwnerFiles() {}

    public static void createFolder(Path folder) throws IOException {
        WholeFile.createFolderForOwner(folder);
    }

    public static void write(Path file, String text) throws IOException {
        WholeFile.writeForOwner(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Creates an empty file where there is none. */
    static void createFile(Path file) throws IOException {
        try (FileChannel _ =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        permissions("rw-------"))) {
            // Being there is all it has to do.
        }
    }

    /** Adds a line; on return it is on disk. A crash may leave a part of it, without its end. */
    public static void append(Path file, String line) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.APPEND),
                        permissions("rw-------"))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
    }

    /** Whether group and others can do nothing with it, as far as the file system knows. */
    public static boolean isOwnersOnly(Path file) throws IOException {
        return !POSIX
                || Files.getPosixFilePermissions(file).stream()
                        .allMatch(permission -> permission.name().startsWith("OWNER_"));
    }

    private static FileAttribute<?>[] permissions(String form) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(form))
                }
                : new FileAttribute<?>[0];
    }
}
