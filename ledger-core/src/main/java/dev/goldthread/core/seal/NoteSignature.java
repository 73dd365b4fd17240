package dev.goldthread.core.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature line of a note: {@code — <key name> base64(key id || blob)} (C2SP signed-note,
 * "Signatures"). Immutable, compared by value.
 */
public final class NoteSignature {

    private static final String PREFIX = "\u2014 ";

    private final KeyName keyName;
    private final int keyId;
    private final byte[] blob;

    /**
     * @param keyId the key's 4-byte id as a big-endian number
     * @param blob what the signature type puts behind the id, not empty
     */
    public NoteSignature(KeyName keyName, int keyId, byte[] blob) {
        if (blob.length == 0) {
            throw new MalformedException("signature", "at least 1 byte behind the key id", 0);
        }
        this.keyName = keyName;
        this.keyId = keyId;
        this.blob = blob.clone();
    }

    /**
     * Reads one line, without its newline.
     *
     * @throws MalformedException for any other form
     */
    public static NoteSignature parseLine(String line) {
        int space = line.indexOf(' ', PREFIX.length());
        if (!line.startsWith(PREFIX) || space < 0) {
            throw new MalformedException(
                    "signature line", "an em dash, the key name and base64, one space apart", line);
        }
        KeyName keyName = new KeyName(line.substring(PREFIX.length(), space));
        byte[] bytes = StrictBase64.decode("signature of " + keyName, line.substring(space + 1));
        if (bytes.length <= Integer.BYTES) {
            throw new MalformedException(
                    "signature of " + keyName, "a 4-byte key id and a signature", bytes.length);
        }
        return new NoteSignature(
                keyName,
                ByteBuffer.wrap(bytes).getInt(),
                Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
    }

    /** The line, without its newline. */
    public String line() {
        byte[] bytes =
                ByteBuffer.allocate(Integer.BYTES + blob.length).putInt(keyId).put(blob).array();
        return PREFIX + keyName + " " + StrictBase64.encode(bytes);
    }

    public KeyName keyName() {
        return keyName;
    }

    public int keyId() {
        return keyId;
    }

    public byte[] blob() {
        return blob.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteSignature that
                && keyName.equals(that.keyName)
                && keyId == that.keyId
                && Arrays.equals(blob, that.blob);
    }

    @Override
    public int hashCode() {
        return keyId * 31 + Arrays.hashCode(blob);
    }

    @Override
    public String toString() {
        return line();
    }
}
