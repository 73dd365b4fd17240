package dev.goldthread.streams.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files for their owner alone, in a folder for its owner alone, where the file system knows POSIX
 * permissions. After a crash a file holds what it held before, or all of what was written.
 */
final class OwnerFile {

    static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private OwnerFile() {}

    /**
     * @param what the file is, for the error
     * @throws KeyRefusedException when others can read or write it
     */
    static void requirePrivate(String what, Path file) throws IOException {
        if (!POSIX) {
            return;
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        if (found.stream().anyMatch(OTHERS::contains)) {
            throw new KeyRefusedException(
                    "%s %s must be readable by its owner alone (rw-------), but is %s; run chmod 600 on it, and ask whether somebody has read it: if so, have a new one"
                            .formatted(what, file, PosixFilePermissions.toString(found)));
        }
    }

    /** Writes a file that was not there. */
    static void create(Path file, String text) {
        if (Files.exists(file)) {
            throw new KeyRefusedException(
                    "key file %s must not be there yet, but is; a key is never overwritten: move it away"
                            .formatted(file));
        }
        replace(file, text);
    }

    /** Writes a file, or puts another content in place of all it had. */
    static void replace(Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            Files.createDirectories(folder, owner("rwx------"));
            Files.deleteIfExists(draft);
            try (FileChannel channel =
                    FileChannel.open(
                            draft,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            owner("rw-------"))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            move(draft, file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "file %s cannot be written; check the folder's owner and free space"
                            .formatted(file),
                    e);
        }
    }

    /** Renames for good: atomically, and known to the disk. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (POSIX) {
            // The name lies in the folder; Windows opens no folder as a file.
            try (FileChannel folder =
                    FileChannel.open(to.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
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
