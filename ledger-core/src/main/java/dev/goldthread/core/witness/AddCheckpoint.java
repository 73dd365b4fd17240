package dev.goldthread.core.witness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Checkpoint;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.StrictBase64;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a log asks a witness: cosign this checkpoint, and here is why it goes on from the one that
 * you know (C2SP tlog-witness, "add-checkpoint"):
 *
 * <pre>
 * old SIZE
 * base64 of a hash, one line each
 *
 * the checkpoint, with its signatures
 * </pre>
 *
 * @param oldSize size of the tree that the witness is taken to know, ≥ 0
 * @param proof RFC 6962 section 2.1.2, from that tree to the checkpoint's; at most {@link
 *     #PROOF_LENGTH_MAX} hashes
 * @param note the checkpoint; nothing of it is verified yet
 * @param checkpoint what the note's text says
 */
public record AddCheckpoint(
        long oldSize, List<Digest> proof, SignedNote note, Checkpoint checkpoint) {

    public static final int PROOF_LENGTH_MAX = 63;

    /** A request of 63 hashes and a note of 100 signatures is well below. */
    public static final int LENGTH_MAX_BYTES = 64 << 10;

    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,18})");

    /**
     * @throws MalformedException when a number is out of its range, or the checkpoint is not the
     *     note's
     */
    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (oldSize < 0) {
            throw new MalformedException("old", "between 0 and 2^63-1", oldSize);
        }
        if (proof.size() > PROOF_LENGTH_MAX) {
            throw new MalformedException("hashes of the proof", "at most 63", proof.size());
        }
        if (!note.text().equals(checkpoint.text())) {
            throw new MalformedException("note", checkpoint.text(), note.text());
        }
    }

    /**
     * The request about this note.
     *
     * @throws MalformedException when the note is no checkpoint
     */
    public static AddCheckpoint of(long oldSize, List<Digest> proof, SignedNote note) {
        return new AddCheckpoint(oldSize, proof, note, Checkpoint.parse(note.text()));
    }

    /**
     * Reads {@link #toBytes}.
     *
     * @throws MalformedException for any other form
     */
    public static AddCheckpoint parse(byte[] bytes) {
        if (bytes.length > LENGTH_MAX_BYTES) {
            throw new MalformedException("request", "at most 64 KiB", bytes.length);
        }
        int blank = blankLine(bytes);
        // Anything but ASCII becomes a character that no line may have.
        List<String> lines = List.of(new String(bytes, 0, blank, US_ASCII).split("\n", -1));
        return of(
                parseOld(lines.getFirst()),
                lines.stream()
                        .skip(1)
                        .limit(PROOF_LENGTH_MAX + 1L)
                        .map(AddCheckpoint::hash)
                        .toList(),
                SignedNote.parse(Arrays.copyOfRange(bytes, blank + 2, bytes.length)));
    }

    private static int blankLine(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        throw new MalformedException(
                "request",
                "old SIZE, hashes, a blank line and a checkpoint",
                bytes.length + " bytes without a blank line");
    }

    private static long parseOld(String line) {
        Matcher matcher = OLD.matcher(line);
        if (!matcher.matches()) {
            throw new MalformedException(
                    "first line", "old and a decimal number without leading zeros", line);
        }
        try {
            return Long.parseLong(matcher.group(1));
        } catch (NumberFormatException e) {
            throw new MalformedException("old", "between 0 and 2^63-1", line);
        }
    }

    private static Digest hash(String line) {
        byte[] hash = StrictBase64.decode("hash of the proof", line);
        if (hash.length != Digest.LENGTH_BYTES) {
            throw new MalformedException("hash of the proof", "base64 of 32 bytes", line);
        }
        return Digest.of(hash);
    }

    /** The request's body. */
    public byte[] toBytes() {
        Stream<String> hashes = proof.stream().map(hash -> StrictBase64.encode(hash.toBytes()));
        String head =
                Stream.concat(Stream.of("old " + oldSize), hashes)
                        .reduce("", (text, line) -> text + line + "\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((head + "\n").getBytes(US_ASCII));
        bytes.writeBytes(note.toBytes());
        return bytes.toByteArray();
    }
}
