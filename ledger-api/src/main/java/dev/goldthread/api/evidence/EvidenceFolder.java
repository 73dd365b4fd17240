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
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps content under its SHA-256 in {@code FOLDER/sha256/ab/<64 hex>}; the same content is kept
 * once. A file is there as a whole or not at all: it is written beside its place, forced to disk
 * and renamed. Safe for any thread and for several processes on one folder.
 */
public final class EvidenceFolder implements EvidenceStore {

    private final Path folder;
    private final int sizeBytesMax;

    /**
     * @param folder is created when the first content comes
     * @param sizeBytesMax the largest content that is taken, in bytes
     */
    public EvidenceFolder(Path folder, int sizeBytesMax) {
        this.folder = folder.resolve("sha256");
        this.sizeBytesMax = Offered.requireBound(sizeBytesMax);
    }

    @Override
    public void put(Digest named, byte[] content) throws IOException {
        Offered.require(named, content, sizeBytesMax);
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

    @Override
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
            throw new CorruptEvidenceException(file.toString(), found);
        }
        return Optional.of(content);
    }

    @Override
    public boolean has(Digest digest) {
        return Files.isRegularFile(file(digest));
    }

    /** A file is read once before it is given out, to check its digest. */
    @Override
    public Optional<Content> find(Digest digest) throws IOException {
        Path file = file(digest);
        if (!has(digest)) {
            return Optional.empty();
        }
        Digest found = Sha256.of(file);
        if (!found.equals(digest)) {
            throw new CorruptEvidenceException(file.toString(), found);
        }
        return Optional.of(
                new KeptFile(file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
    }

    private record KeptFile(Path file, long sizeBytes, Instant keptAt) implements Content {

        @Override
        public InputStream open(long first, long lengthBytes) throws IOException {
            InputStream in = Files.newInputStream(file);
            try {
                in.skipNBytes(first);
                return new Span(in, lengthBytes);
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }
    }

    /** On the same disk, a file need only be renamed. */
    @Override
    public boolean adopt(Digest named, Path gathered) throws IOException {
        if (!Sha256.of(gathered).equals(named)) {
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

    @Override
    public void close() {}

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
