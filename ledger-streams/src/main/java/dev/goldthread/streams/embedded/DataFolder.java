package dev.goldthread.streams.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one folder that holds everything a stand-alone ledger keeps, locked for this process.
 *
 * <p>The lock is the operating system's on {@code goldthread.lock}, so it ends with the process,
 * however the process ends. The folder is open to its owner only (mode 0700) and so are the secret
 * files in it (0600), where the file system knows POSIX permissions. Thread-safe.
 */
public final class DataFolder implements AutoCloseable {

    /** What lies in every such folder. */
    public static final String LOCK_FILE = "goldthread.lock";

    private static final Set<PosixFilePermission> OWNER_DIRECTORY =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path root;
    private final FileChannel lockChannel;

    private DataFolder(Path root, FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    /**
     * Creates the folder where it is missing and locks it until {@link #close}.
     *
     * @throws DataFolderInUseException when another holder, in this process or another, has it
     * @throws UncheckedIOException when the folder cannot be created or written
     */
    public static DataFolder open(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        try {
            createDirectories(absolute);
            return new DataFolder(absolute, lock(absolute));
        } catch (IOException e) {
            throw new UncheckedIOException("data folder %s cannot be used".formatted(absolute), e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        root.resolve(LOCK_FILE),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        ownerOnly(OWNER_FILE));
        if (tryLock(channel) == null) {
            channel.close();
            throw new DataFolderInUseException(root);
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    public Path root() {
        return root;
    }

    /** The folder {@code name} in this one, created with mode 0700 where missing. */
    public Path directory(String name) {
        Path directory = root.resolve(name);
        try {
            createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("folder %s cannot be created".formatted(directory), e);
        }
        return directory;
    }

    /**
     * The secret kept in {@code path} (relative to the root), made on first use.
     *
     * @param lengthBytes how many random bytes a new secret has, at least 16
     * @return lower-case hexadecimal digits, two per byte
     */
    public synchronized String secret(String path, int lengthBytes) {
        if (lengthBytes < 16) {
            throw new IllegalArgumentException(
                    "a secret has at least 16 bytes, but %d were asked for".formatted(lengthBytes));
        }
        Path file = root.resolve(path);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] random = new byte[lengthBytes];
            new SecureRandom().nextBytes(random);
            String secret = HexFormat.of().formatHex(random);
            writeSecret(path, secret);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException("secret file %s cannot be used".formatted(file), e);
        }
    }

    /**
     * Writes {@code text} to {@code path} (relative to the root) with mode 0600; after a crash the
     * file holds either what it held before or all of {@code text}.
     */
    public synchronized void writeSecret(String path, String text) {
        Path file = root.resolve(path);
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            Files.deleteIfExists(draft);
            try (FileChannel channel =
                    FileChannel.open(
                            draft,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            ownerOnly(OWNER_FILE))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("secret file %s cannot be written".formatted(file), e);
        }
    }

    private static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, ownerOnly(OWNER_DIRECTORY));
    }

    private static FileAttribute<?>[] ownerOnly(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** Gives the folder free for the next holder; the lock file itself stays. */
    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("lock on %s cannot be released".formatted(root), e);
        }
    }
}
