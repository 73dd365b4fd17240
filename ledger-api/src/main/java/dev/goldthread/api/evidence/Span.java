package dev.goldthread.api.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** So many bytes of a stream, and no more. */
final class Span extends FilterInputStream {

    private long leftBytes;

    Span(InputStream in, long lengthBytes) {
        super(in);
        this.leftBytes = lengthBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (leftBytes == 0) {
            return -1;
        }
        int read = super.read(bytes, offset, (int) Math.min(length, leftBytes));
        leftBytes -= Math.max(0, read);
        return read;
    }
}
