package dev.goldthread.core.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.SignedNote;
import java.util.List;
import java.util.regex.Pattern;

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
        if (body.length > LENGTH_MAX_BYTES) {
            throw new MalformedException("answer", "at most 64 KiB", body.length);
        }
        String text = new String(body, UTF_8);
        if (status == 200) {
            return new Cosignatures(lines(text));
        }
        if (status == 409 && contentType.equals(SIZE_TYPE)) {
            return new Conflict(size(text));
        }
        return new Refused(status, firstLine(text));
    }

    private static List<NoteSignature> lines(String text) {
        if (!text.endsWith("\n") || text.indexOf('\r') >= 0) {
            throw new MalformedException("answer", "signature lines, each with a newline", text);
        }
        List<NoteSignature> lines = text.lines().map(NoteSignature::parseLine).toList();
        if (lines.size() > SignedNote.SIGNATURES_MAX) {
            throw new MalformedException("signature lines", "at most 100", lines.size());
        }
        return lines;
    }

    private static long size(String text) {
        if (!Form.SIZE.matcher(text).matches()) {
            throw new MalformedException("size", "a decimal number and a newline", text);
        }
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new MalformedException("size", "between 0 and 2^63-1", text);
        }
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "\uFFFD");
        return line.substring(0, Math.min(line.length(), Form.REASON_LENGTH_MAX));
    }

    /** Kept out of the interface's public face. */
    final class Form {
        private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,18})\n");
        private static final int REASON_LENGTH_MAX = 200;

        private Form() {}
    }
}
