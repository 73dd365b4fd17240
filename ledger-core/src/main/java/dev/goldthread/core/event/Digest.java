package dev.goldthread.core.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** A SHA-256 digest: 32 bytes, immutable, compared by value. */
public final class Digest implements Comparable<Digest> {

    public static final int LENGTH_BYTES = 32;

    /** What the first seal of a log carries as its predecessor (log-format, "Seal", field prev). */
    public static final Digest ZERO = new Digest(new byte[LENGTH_BYTES]);

    private static final ThreadLocal<MessageDigest> SHA_256 =
            ThreadLocal.withInitial(Digest::newSha256);

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Wraps a copy of {@code bytes}.
     *
     * @throws IllegalArgumentException when there are not exactly 32
     */
    public static Digest of(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new IllegalArgumentException(
                    "a SHA-256 digest has 32 bytes, but got %d".formatted(bytes.length));
        }
        return new Digest(bytes.clone());
    }

    /** Copies the 32 bytes that start at {@code offset}. */
    public static Digest at(byte[] bytes, int offset) {
        return new Digest(Arrays.copyOfRange(bytes, offset, offset + LENGTH_BYTES));
    }

    /**
     * Reads 64 lower-case hexadecimal digits.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Digest parseHex(String hex) {
        if (hex.length() != 2 * LENGTH_BYTES || !hex.equals(hex.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "a SHA-256 digest is 64 lower-case hexadecimal digits, but got \"%s\""
                            .formatted(hex));
        }
        return new Digest(HexFormat.of().parseHex(hex));
    }

    /** The SHA-256 of the parts, one after the other. */
    public static Digest sha256(byte[]... parts) {
        MessageDigest sha = SHA_256.get();
        sha.reset();
        for (byte[] part : parts) {
            sha.update(part);
        }
        return new Digest(sha.digest());
    }

    /** The SHA-256 of {@code length} bytes from {@code offset} on. */
    public static Digest sha256(byte[] bytes, int offset, int length) {
        MessageDigest sha = SHA_256.get();
        sha.reset();
        sha.update(bytes, offset, length);
        return new Digest(sha.digest());
    }

    /** The SHA-256 of the UTF-8 bytes of {@code text}. */
    public static Digest sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A fresh SHA-256; every Java platform has it (JDK, "Standard Names", MessageDigest). */
    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    /** A copy of the 32 bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Whether these are the 32 bytes. */
    public boolean isOf(byte[] others) {
        return Arrays.equals(bytes, others);
    }

    /** Writes the 32 bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, LENGTH_BYTES);
    }

    /** The first eight bytes, big-endian. */
    public long prefix() {
        return ByteBuffer.wrap(bytes).getLong();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Unsigned, byte by byte. */
    @Override
    public int compareTo(Digest other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
