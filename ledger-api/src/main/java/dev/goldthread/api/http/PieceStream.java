package dev.goldthread.api.http;

import java.io.InputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * An answer that is made while it is read: no more than one piece of it is held at a time. For one
 * thread at a time.
 */
final class PieceStream extends InputStream {

    private final Iterator<Iterator<byte[]>> parts;
    private Iterator<byte[]> pieces = Collections.emptyIterator();
    private byte[] piece = {};
    private int position;

    /**
     * @param parts one after the other, each in pieces
     */
    PieceStream(List<Iterator<byte[]>> parts) {
        this.parts = parts.iterator();
    }

    @Override
    public int read() {
        return hasMore() ? piece[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        int done = 0;
        while (done < length && hasMore()) {
            int some = Math.min(length - done, piece.length - position);
            System.arraycopy(piece, position, into, offset + done, some);
            position += some;
            done += some;
        }
        return done == 0 && length > 0 ? -1 : done;
    }

    /** The server sends on virtual threads, which give their processor away in no other way. */
    @SuppressWarnings("ThreadPriorityCheck")
    private boolean hasMore() {
        while (position == piece.length) {
            if (pieces.hasNext()) {
                Thread.yield();
                piece = pieces.next();
                position = 0;
            } else if (parts.hasNext()) {
                pieces = parts.next();
            } else {
                return false;
            }
        }
        return true;
    }
}
