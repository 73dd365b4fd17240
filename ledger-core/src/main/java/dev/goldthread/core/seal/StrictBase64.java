package dev.goldthread.core.seal;

import java.util.Base64;

/**
 * Standard base64 with padding (RFC 4648 section 4), in its one canonical form: two texts of one
 * signature would be two notes.
 */
public final class StrictBase64 {

    private StrictBase64() {}

    /**
     * The bytes.
     *
     * @throws MalformedException naming {@code field}, also for missing padding or stray bits
     */
    public static byte[] decode(String field, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(field, "base64", text);
        }
        if (!encode(bytes).equals(text)) {
            throw new MalformedException(field, "base64 in its canonical form", text);
        }
        return bytes;
    }

    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
