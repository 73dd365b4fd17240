package dev.goldthread.api.witness.ask;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Product;
import java.io.IOException;

/** Where stamps are kept ({@code kind: timestamp}). Safe for any thread. */
@FunctionalInterface
public interface TimestampSink {

    /**
     * Keeps one.
     *
     * @param noteHash what was stamped, {@link LatestCheckpoint#noteHash}
     * @param response the verified TimeStampResp, as the authority sent it
     * @throws IOException when it could not be kept; the authority is asked again later
     */
    void keep(Product product, Digest noteHash, Bytes response) throws IOException;
}
