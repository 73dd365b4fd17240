package dev.goldthread.streams.keys;

import dev.goldthread.streams.disk.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files for their owner alone, in a folder for its owner alone, where the file system knows POSIX
 * permissions.
 */
final class OwnerFile {

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
        if (!WholeFile.POSIX) {
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
        try {
            WholeFile.createFolderForOwner(file.toAbsolutePath().resolveSibling(""));
            WholeFile.writeForOwner(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "file %s cannot be written; check the folder's owner and free space"
                            .formatted(file),
                    e);
        }
    }
}
