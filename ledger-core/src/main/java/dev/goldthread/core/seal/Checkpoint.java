package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The claim that a log had this many entries and this root (C2SP tlog-checkpoint, "Note text"):
 * three lines, origin, size in decimal and root in base64. This ledger's checkpoints have no
 * extension lines, and one that has is refused (log-format, "Checkpoint").
 *
 * @param origin the log's identity, one line of any text, since checkpoints of other logs are read
 *     too; one of ours is an {@link Origin}
 * @param size number of leaves, ≥ 0
 * @param root RFC 6962 root over them
 */
public record Checkpoint(String origin, long size, Digest root) {

    private static final Pattern SIZE_FORM = Pattern.compile("0|[1-9][0-9]{0,18}");

    /**
     * @throws MalformedException when origin or size is out of its range, or the root of an empty
     *     tree is not SHA-256("")
     */
    public Checkpoint {
        if (origin.isEmpty() || origin.chars().anyMatch(c -> c < ' ')) {
            throw new MalformedException(
                    "origin", "one line, not empty, without control characters", origin);
        }
        if (size < 0) {
            throw new MalformedException("size", "between 0 and 2^63-1", size);
        }
        if (size == 0 && !root.equals(Merkle.EMPTY_ROOT)) {
            throw new MalformedException("root", "SHA-256(\"\") for size 0", root);
        }
    }

    /** The checkpoint of the log {@code origin} whose tree is {@code tree}. */
    public static Checkpoint of(Origin origin, CompactRange tree) {
        return new Checkpoint(origin.text(), tree.size(), tree.root());
    }

    /**
     * Reads a note's text, whose signature must be verified elsewhere.
     *
     * @throws MalformedException for anything that {@link #text} would not write
     */
    public static Checkpoint parse(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        if (lines.size() != 4 || !lines.get(3).isEmpty()) {
            throw new MalformedException(
                    "checkpoint", "three lines: origin, size, root; no extension lines", text);
        }
        return new Checkpoint(lines.get(0), parseSize(lines.get(1)), parseRoot(lines.get(2)));
    }

    /** The three lines, each with a newline: what gets signed. */
    public String text() {
        return origin + "\n" + size + "\n" + StrictBase64.encode(root.toBytes()) + "\n";
    }

    private static long parseSize(String line) {
        if (!SIZE_FORM.matcher(line).matches()) {
            throw new MalformedException("size", "a decimal number without leading zeros", line);
        }
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw new MalformedException("size", "between 0 and 2^63-1", line);
        }
    }

    private static Digest parseRoot(String line) {
        byte[] root = StrictBase64.decode("root", line);
        if (root.length != Digest.LENGTH_BYTES) {
            throw new MalformedException("root", "base64 of 32 bytes", line);
        }
        return Digest.of(root);
    }
}
