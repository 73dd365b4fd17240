package dev.goldthread.api.evidence;

import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps content under its SHA-256 in {@code FOLDER/sha256/ab/<64 hex>}; the same content is kept
 * once. A file is there as a whole or not at all: it is written beside its place, forced to disk
 * and renamed. Safe for any thread and for several processes on one folder.
 */
public final class EvidenceStore {

    private final Path folder;
    private final int sizeBytesMax;

    /**
     * @param folder is created when the first content comes
     * @param sizeBytesMax the largest content that is taken, in bytes
     */
    public EvidenceStore(Path folder, int sizeBytesMax) {
        if (sizeBytesMax < 1) {
            throw new IllegalArgumentException(
                    "sizeBytesMax must be at least 1, but is %d".formatted(sizeBytesMax));
        }
        this.folder = folder.resolve("sha256");
        this.sizeBytesMax = sizeBytesMax;
    }

    /** What lies in the store is not what its name says: the disk or somebody has changed it. */
    public static final class CorruptException extends IOException {

        private static final long serialVersionUID = 1L;

        CorruptException(Path file, Digest found) {
            super(
                    "evidence %s has digest %s; restore the file from a backup"
                            .formatted(file, found.hex()));
        }
    }

    /**
     * Keeps content and returns its digest.
     *
     * @throws IllegalArgumentException when it is too large
     */
    public Digest put(byte[] content) throws IOException {
        Digest digest = Digest.sha256(content);
        put(digest, content);
        return digest;
    }

    /**
     * Keeps content that somebody has named.
     *
     * @throws IllegalArgumentException when it has another digest, or is too large
     */
    public void put(Digest named, byte[] content) throws IOException {
        if (content.length > sizeBytesMax) {
            throw new IllegalArgumentException(
                    "evidence may have %d bytes, but has %d; keep it elsewhere and name its digest"
                            .formatted(sizeBytesMax, content.length));
        }
        Digest digest = Digest.sha256(content);
        if (!digest.equals(named)) {
            throw new IllegalArgumentException(
                    "evidence was announced as %s, but has digest %s; send it again"
                            .formatted(named.hex(), digest.hex()));
        }
        Path file = file(named);
        if (isWhole(file, named)) {
            return;
        }
        Path parent = folder(named);
        Files.createDirectories(parent);
        Path written = file.resolveSibling(named.hex() + "." + UUID.randomUUID() + ".tmp");
        try {
            write(written, content);
            Files.move(
                    written,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            forceFolder(parent);
        } catch (FileAlreadyExistsException e) {
            if (!isWhole(file, named)) {
                throw e;
            }
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /**
     * The content with this digest, if it is here.
     *
     * @throws CorruptException when the file there has another digest
     */
    public Optional<byte[]> get(Digest digest) throws IOException {
        Path file = file(digest);
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Digest found = Digest.sha256(content);
        if (!found.equals(digest)) {
            throw new CorruptException(file, found);
        }
        return Optional.of(content);
    }

    /** Whether content with this digest is kept; its bytes are not read. */
    public boolean has(Digest digest) {
        return Files.isRegularFile(file(digest));
    }

    /**
     * The file with this content, read once to check its digest; for content too large for memory.
     *
     * @throws CorruptException when the file there has another digest
     */
    public Optional<Path> find(Digest digest) throws IOException {
        Path file = file(digest);
        if (!has(digest)) {
            return Optional.empty();
        }
        Digest found = digestOf(file);
        if (!found.equals(digest)) {
            throw new CorruptException(file, found);
        }
        return Optional.of(file);
    }

    /** Where content is gathered that comes in pieces; on the same disk as its place. */
    Path gathering() {
        return folder.resolveSibling("gathering");
    }

    /**
     * Takes a file that was gathered as content.
     *
     * @return whether it has the digest; the file is gone either way
     */
    boolean adopt(Digest named, Path gathered) throws IOException {
        if (!digestOf(gathered).equals(named)) {
            Files.delete(gathered);
            return false;
        }
        try (FileChannel channel = FileChannel.open(gathered, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.createDirectories(folder(named));
        Files.move(
                gathered,
                file(named),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        forceFolder(folder(named));
        return true;
    }

    private static Digest digestOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
            return Digest.of(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    /** A file damaged since it was written is written anew. */
    private static boolean isWhole(Path file, Digest digest) throws IOException {
        try {
            return Digest.sha256(Files.readAllBytes(file)).equals(digest);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    /** The new name is on disk only once its folder is. */
    private static void forceFolder(Path parent) throws IOException {
        try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path file(Digest digest) {
        return folder(digest).resolve(digest.hex());
    }

    private Path folder(Digest digest) {
        return folder.resolve(digest.hex().substring(0, 2));
    }
}
