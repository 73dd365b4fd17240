package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That one entry is in a log, as text that needs nothing else to be checked but the entry and the
 * keys one trusts (C2SP tlog-proof): a header line, the index, one line per hash of the path, a
 * blank line, the checkpoint. Reading verifies nothing.
 *
 * <p>The format's line of extra data, which nothing vouches for, is neither written nor taken.
 *
 * @param index the entry's {@code seq}, ≥ 0
 * @param path RFC 6962 section 2.1.1, from the leaf's sibling up; at most 63 hashes
 * @param checkpoint the note whose root the path leads to, as it was published
 */
public record TlogProof(long index, List<Digest> path, SignedNote checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final int PATH_LENGTH_MAX = 63;
    private static final int LENGTH_MAX_BYTES = (1 << 20) + 4096;
    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,18})");

    /**
     * @throws MalformedException when index or path is out of its range
     */
    public TlogProof {
        if (index < 0) {
            throw new MalformedException("index", "between 0 and 2^63-1", index);
        }
        path = List.copyOf(path);
        if (path.size() > PATH_LENGTH_MAX) {
            throw new MalformedException("hashes of the proof", "at most 63", path.size());
        }
    }

    /**
     * Reads {@link #toBytes}.
     *
     * @throws MalformedException for any other form
     */
    public static TlogProof parse(byte[] bytes) {
        String text = decodeUtf8(bytes);
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedException("proof", "a blank line before the checkpoint", text);
        }
        String[] lines = text.substring(0, blank).split("\n", -1);
        if (lines.length < 2 || !lines[0].equals(HEADER)) {
            throw new MalformedException("proof", "begun by the line " + HEADER, lines[0]);
        }
        List<Digest> path = new ArrayList<>();
        for (int i = 2; i < lines.length; i++) {
            path.add(parseHash(lines[i]));
        }
        String note = text.substring(blank + 2);
        return new TlogProof(
                parseIndex(lines[1]),
                path,
                SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)));
    }

    /** The proof, ready to be stored or sent. */
    public byte[] toBytes() {
        StringBuilder text = new StringBuilder(HEADER).append("\nindex ").append(index);
        path.forEach(hash -> text.append('\n').append(StrictBase64.encode(hash.toBytes())));
        byte[] head = text.append("\n\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] note = checkpoint.toBytes();
        return ByteBuffer.allocate(head.length + note.length).put(head).put(note).array();
    }

    private static long parseIndex(String line) {
        Matcher matcher = INDEX.matcher(line);
        if (!matcher.matches()) {
            throw new MalformedException(
                    "index", "\"index \" and a number without leading zeros", line);
        }
        try {
            return Long.parseLong(matcher.group(1));
        } catch (NumberFormatException e) {
            throw new MalformedException("index", "between 0 and 2^63-1", line);
        }
    }

    private static Digest parseHash(String line) {
        byte[] hash = StrictBase64.decode("hash of the proof", line);
        if (hash.length != Digest.LENGTH_BYTES) {
            throw new MalformedException("hash of the proof", "base64 of 32 bytes", line);
        }
        return Digest.of(hash);
    }

    private static String decodeUtf8(byte[] bytes) {
        if (bytes.length > LENGTH_MAX_BYTES) {
            throw new MalformedException("proof", "at most 1 MiB and 4 KiB", bytes.length);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("proof", "UTF-8", e);
        }
    }
}
