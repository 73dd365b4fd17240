package dev.goldthread.api.evidence;

import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps content under its SHA-256, once, and never gives out what has another digest. Content is
 * there as a whole or not at all. Safe for any thread and for several processes on one store.
 */
public interface EvidenceStore extends AutoCloseable {

    /** Its size, and its bytes when they are asked for. */
    interface Content {

        long sizeBytes();

        Instant keptAt();

        /**
         * A part of it; the caller closes the stream.
         *
         * @param first where the part begins, from 0
         * @param lengthBytes at least 0, and within the content
         */
        InputStream open(long first, long lengthBytes) throws IOException;
    }

    /**
     * Keeps content and returns its digest.
     *
     * @throws IllegalArgumentException when it is too large
     */
    default Digest put(byte[] content) throws IOException {
        Digest digest = Digest.sha256(content);
        put(digest, content);
        return digest;
    }

    /**
     * Keeps content that somebody has named.
     *
     * @throws IllegalArgumentException when it has another digest, or is too large
     */
    void put(Digest named, byte[] content) throws IOException;

    /**
     * Takes a file that was gathered as content; streamed, so it may be larger than memory.
     *
     * @return whether it has the digest; the file is gone either way
     */
    boolean adopt(Digest named, Path gathered) throws IOException;

    /**
     * The content with this digest, if it is here, for content that fits into memory.
     *
     * @throws CorruptEvidenceException when what lies there has another digest
     */
    Optional<byte[]> get(Digest digest) throws IOException;

    /** Whether content with this digest is kept; its bytes are not read. */
    boolean has(Digest digest) throws IOException;

    /**
     * The content with this digest, its digest checked, for content of any size.
     *
     * @throws CorruptEvidenceException when what lies there has another digest
     */
    Optional<Content> find(Digest digest) throws IOException;

    @Override
    void close();
}
