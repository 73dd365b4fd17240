package dev.goldthread.core.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.NoteSignature;
import dev.goldthread.core.seal.SignedNote;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what a witness answered, which may be anything. */
final class WitnessReplyReader {

    private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,18})\n");
    private static final int REASON_LENGTH_MAX = 200;

    private WitnessReplyReader() {}

    static WitnessReply read(int status, String contentType, byte[] body) {
        if (body.length > WitnessReply.LENGTH_MAX_BYTES) {
            throw new MalformedException("answer", "at most 64 KiB", body.length);
        }
        String text = new String(body, UTF_8);
        if (status == 200) {
            return new WitnessReply.Cosignatures(lines(text));
        }
        if (status == 409 && contentType.equals(WitnessReply.SIZE_TYPE)) {
            return new WitnessReply.Conflict(size(text));
        }
        return new WitnessReply.Refused(status, firstLine(text));
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
        if (!SIZE.matcher(text).matches()) {
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
        return line.substring(0, Math.min(line.length(), REASON_LENGTH_MAX));
    }
}
