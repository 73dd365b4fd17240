package dev.goldthread.api.evidence;

import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Content on its way out, whose last byte is held back until the digest of all is right: whoever
 * got all of it got the right thing, and whoever got less sees that some is missing.
 */
final class CheckedContent extends InputStream {

    private final DigestInputStream in;
    private final Digest digest;
    private final String place;
    private long beforeLastBytes;

    CheckedContent(InputStream in, Digest digest, long sizeBytes, String place) {
        try {
            this.in = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
        this.digest = digest;
        this.place = place;
        this.beforeLastBytes = sizeBytes - 1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (beforeLastBytes > 0) {
            int read = in.read(bytes, offset, (int) Math.min(length, beforeLastBytes));
            beforeLastBytes -= Math.max(0, read);
            return read;
        }
        int last = in.read();
        if (last < 0) {
            return -1;
        }
        requireDigest();
        bytes[offset] = (byte) last;
        return 1;
    }

    private void requireDigest() throws IOException {
        if (in.read() >= 0) {
            throw new IOException("evidence %s has grown while it was read".formatted(place));
        }
        Digest found = Digest.of(in.getMessageDigest().digest());
        if (!found.equals(digest)) {
            throw new CorruptEvidenceException(place, found);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
