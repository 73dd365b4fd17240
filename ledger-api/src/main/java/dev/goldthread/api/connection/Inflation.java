package dev.goldthread.api.connection;

import dev.goldthread.api.adapter.UnfitException;
import dev.goldthread.core.event.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Takes a body out of a transfer's compression, within a bound. */
final class Inflation {

    private Inflation() {}

    /**
     * @param encoding the header {@code Content-Encoding}
     * @param sizeBytesMax what it may become
     * @throws UnfitException when it is another encoding, damaged, or larger
     */
    static Bytes inflate(Bytes body, Optional<String> encoding, int sizeBytesMax) {
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
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body.toBytes()))) {
            byte[] inflated = in.readNBytes(sizeBytesMax + 1);
            if (inflated.length > sizeBytesMax) {
                throw new UnfitException(
                        "",
                        "too-large",
                        "more than %d bytes once inflated".formatted(sizeBytesMax),
                        "send it in several deliveries");
            }
            return new Bytes(inflated);
        } catch (IOException e) {
            throw new UnfitException("", "not-gzip", "damaged gzip", "send the body anew");
        }
    }
}
