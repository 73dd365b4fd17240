package dev.goldthread.core.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.NoteSignature;
import java.util.List;

/** What a witness answered, as its client reads it (C2SP tlog-witness, "add-checkpoint"). */
public sealed interface WitnessReply {

    /** Content type of a conflict's body. */
    String SIZE_TYPE = "text/x.tlog.size";

    /** A longer answer is none of the protocol's. */
    int LENGTH_MAX_BYTES = 64 << 10;

    /** Lines that claim to be cosignatures; those of unknown keys are to be ignored. */
    record Cosignatures(List<NoteSignature> lines) implements WitnessReply {

        public Cosignatures {
            lines = List.copyOf(lines);
        }

        /** The body: each line with its newline. */
        public byte[] toBytes() {
            StringBuilder body = new StringBuilder();
            lines.forEach(line -> body.append(line.line()).append('\n'));
            return body.toString().getBytes(UTF_8);
        }
    }

    /** The witness knows a tree of this size; ask again from there. */
    record Conflict(long knownSize) implements WitnessReply {}

    /**
     * It does not cosign.
     *
     * @param reason what it said, cut to one line
     */
    record Refused(int status, String reason) implements WitnessReply {}

    /**
     * Reads an answer.
     *
     * @param contentType without parameters, empty when there was none
     * @throws MalformedException when the status is the protocol's and the body is not
     */
    static WitnessReply parse(int status, String contentType, byte[] body) {
        return WitnessReplyReader.read(status, contentType, body);
    }
}
