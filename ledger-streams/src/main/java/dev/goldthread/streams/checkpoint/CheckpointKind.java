package dev.goldthread.streams.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What a record on the topic of checkpoints holds; its key is the product. */
public enum CheckpointKind {
    /** A note with one signature: the log's own. */
    CHECKPOINT("checkpoint"),
    /** A note of the same text with signatures of witnesses only. */
    COSIGNATURE("cosignature"),
    /** A TimeStampResp (RFC 3161) over the SHA-256 of a checkpoint record's value. */
    TIMESTAMP("timestamp");

    /** The header that carries the kind, in UTF-8. */
    public static final String HEADER = "kind";

    /** The header of a timestamp: the 32-byte hash it was made over. */
    public static final String NOTE_HEADER = "note";

    private final String text;

    CheckpointKind(String text) {
        this.text = text;
    }

    /** Marks a record. */
    public Headers addTo(Headers headers) {
        return headers.add(HEADER, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The kind of a record; empty when it does not say one of these. */
    public static Optional<CheckpointKind> of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        String found = new String(header.value(), StandardCharsets.UTF_8);
        return Arrays.stream(values()).filter(kind -> kind.text.equals(found)).findFirst();
    }
}
