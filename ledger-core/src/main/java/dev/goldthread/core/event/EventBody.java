package dev.goldthread.core.event;

import dev.goldthread.core.event.EventCodec.UndecodableException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A sealed body as far as the ledger's readers need it: the outline that the graph takes, and what
 * tells a repeated submission.
 *
 * @param requestDigest SHA-256 of the event's canonical JSON
 * @param rawSha256 digest of the raw body that an adapter mapped
 * @param citesEvidence whether it cites any, which stands behind the front
 * @param front all that the outline says, as bytes
 */
public record EventBody(
        EventOutline event,
        Digest requestDigest,
        Optional<Digest> rawSha256,
        boolean citesEvidence,
        Front front) {

    /**
     * The first fields of a body under {@link EventSchema#SCHEMA}, up to the reason; {@link
     * EventOutline#ofFront} reads them.
     */
    @FunctionalInterface
    public interface Front {

        /**
         * The bytes, for the caller to keep.
         *
         * @param room for so many bytes of the caller's own before them
         */
        byte[] toBytes(int room);
    }

    /**
     * Reads a body under this program's schema, from {@code start} to the end of {@code bytes}.
     *
     * @param bytes not copied, and not to be changed any more
     * @throws UndecodableException when it is not one event under {@link EventSchema#SCHEMA}
     */
    public static EventBody read(byte[] bytes, int start) throws UndecodableException {
        try {
            return new OutlineReader(bytes, start).body();
        } catch (IOException | RuntimeException e) {
            // Read in full it may be an event of unusual form; if not, that says what is wrong.
            return read(bytes, start, EventSchema.SCHEMA);
        }
    }

    /**
     * Reads a body under another schema, and brings it into this program's.
     *
     * @throws UndecodableException when it is not one event under {@code writer}
     */
    public static EventBody read(byte[] bytes, int start, Schema writer)
            throws UndecodableException {
        byte[] body = Arrays.copyOfRange(bytes, start, bytes.length);
        return of(EventCodec.decode(body, writer));
    }

    public static EventBody of(AcceptedEvent accepted) {
        return new EventBody(
                EventOutline.of(accepted.event()),
                accepted.requestDigest(),
                accepted.submission().rawSha256(),
                !accepted.event().evidence().isEmpty(),
                room -> encoded(accepted).front().toBytes(room));
    }

    private static EventBody encoded(AcceptedEvent accepted) {
        try {
            return new OutlineReader(EventCodec.encode(accepted), 0).body();
        } catch (IOException e) {
            throw new IllegalStateException("an event cannot be read as it was just written", e);
        }
    }
}
