package dev.goldthread.api.evidence;

import dev.goldthread.core.event.Digest;

/** What every store asks of content before it takes it. */
final class Offered {

    private Offered() {}

    /**
     * @throws IllegalArgumentException when it has another digest, or is too large
     */
    static void require(Digest named, byte[] content, int sizeBytesMax) {
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
    }

    static int requireBound(int sizeBytesMax) {
        if (sizeBytesMax < 1) {
            throw new IllegalArgumentException(
                    "sizeBytesMax must be at least 1, but is %d".formatted(sizeBytesMax));
        }
        return sizeBytesMax;
    }
}
