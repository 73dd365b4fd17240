package dev.goldthread.core.seal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Text with signatures (C2SP signed-note, "Format"): the text, a blank line, one line per
 * signature. Parsing verifies nothing; ask {@link #verifiedBy} before using the text.
 *
 * @param text ends with a newline; no control characters but newlines
 * @param signatures 1 to {@link #SIGNATURES_MAX}, in the order of their lines
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    /** C2SP signed-note asks for at least 16 and recommends a limit. */
    public static final int SIGNATURES_MAX = 100;

    private static final int LENGTH_MAX_BYTES = 1 << 20;

    /**
     * @throws MalformedException for text or signatures out of the ranges above
     */
    public SignedNote {
        checkText(text);
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > SIGNATURES_MAX) {
            throw new MalformedException(
                    "signatures", "1 to %d in number".formatted(SIGNATURES_MAX), signatures.size());
        }
    }

    /**
     * Reads a note.
     *
     * @throws MalformedException for anything that {@link #toBytes} would not write
     */
    public static SignedNote parse(byte[] bytes) {
        String note = decodeUtf8(bytes);
        // The last blank line separates: the text itself may hold blank lines.
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0) {
            throw new MalformedException("note", "text, a blank line and signature lines", note);
        }
        if (!note.endsWith("\n")) {
            throw new MalformedException("note", "ended by a newline", note);
        }
        checkCharacters("note", note);
        String text = note.substring(0, blank + 1);
        List<NoteSignature> signatures = new ArrayList<>();
        note.substring(blank + 2).lines().map(NoteSignature::parseLine).forEach(signatures::add);
        return new SignedNote(text, signatures);
    }

    /** The note, ready to be published. */
    public byte[] toBytes() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** This note with one more signature line. */
    public SignedNote with(NoteSignature signature) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.add(signature);
        return new SignedNote(text, all);
    }

    /**
     * Whether {@code key} signed this text: at least one line bears its name and id, and every such
     * line verifies. Lines of other keys are ignored (C2SP signed-note, "Signatures").
     */
    public boolean verifiedBy(VerifierKey key) {
        List<NoteSignature> own = signatures.stream().filter(key::isNamedBy).toList();
        return !own.isEmpty() && own.stream().allMatch(line -> key.verifies(text, line));
    }

    private static void checkText(String text) {
        if (!text.endsWith("\n")) {
            throw new MalformedException("note text", "ended by a newline", text);
        }
        checkCharacters("note text", text);
    }

    private static void checkCharacters(String field, String text) {
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new MalformedException(field, "without control characters but newlines", text);
        }
    }

    private static String decodeUtf8(byte[] bytes) {
        if (bytes.length > LENGTH_MAX_BYTES) {
            throw new MalformedException("note", "at most 1 MiB", bytes.length);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("note", "UTF-8", e);
        }
    }
}
