package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.api.foreign.Inflation;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.core.event.Bytes;
import java.util.Optional;

/** Takes a body out of what it was packed in for its way, within a bound. */
final class TransferEncoding {

    private TransferEncoding() {}

    /**
     * @param encoding the header {@code Content-Encoding}
     * @param sizeBytesMax what it may become
     * @throws UnfitException when it is another encoding, damaged, or larger
     */
    static Bytes decode(Bytes body, Optional<String> encoding, int sizeBytesMax) {
        String name = encoding.orElse("identity");
        return switch (name) {
            case "identity" -> body;
            case "gzip", "x-gzip" -> gunzip(body, sizeBytesMax);
            default ->
                    throw new UnfitException(
                            "Content-Encoding",
                            "encoding",
                            name,
                            "send the body as it is, or gzip");
        };
    }

    private static Bytes gunzip(Bytes body, int sizeBytesMax) {
        byte[] packed = body.toBytes();
        if (!Inflation.isGzip(packed)) {
            throw new UnfitException(
                    "Content-Encoding", "not-gzip", "a body that is none", "send gzip, or say so");
        }
        try {
            return new Bytes(Inflation.ofGzip(packed, sizeBytesMax));
        } catch (UnreadableException e) {
            throw UnfitException.of(e);
        }
    }
}
