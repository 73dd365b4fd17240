package dev.goldthread.core.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A SHA-256 digest: 32 bytes, immutable, compared by value. */
public final class Digest implements Comparable<Digest> {

    public static final int LENGTH_BYTES = 32;

    /** What the first seal of a log carries as its predecessor (log-format, "Seal", field prev). */
    public static final Digest ZERO = new Digest(0, 0, 0, 0);

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final ThreadLocal<Sha256> SHA_256 = ThreadLocal.withInitial(Sha256::new);

    // One object instead of one and an array: a ledger is mostly digests.
    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    private Digest(long first, long second, long third, long fourth) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
    }

    /** A thread's own: the algorithm, and where it leaves the 32 bytes. */
    private static final class Sha256 {

        private final MessageDigest sha = newSha256();
        private final byte[] out = new byte[LENGTH_BYTES];

        /** Of what the algorithm was given; it begins anew after that. */
        Digest digest() {
            try {
                sha.digest(out, 0, LENGTH_BYTES);
                return at(out, 0);
            } catch (DigestException e) {
                throw new IllegalStateException("SHA-256 has 32 bytes", e);
            }
        }
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
        return at(bytes, 0);
    }

    /** Copies the 32 bytes that start at {@code offset}. */
    public static Digest at(byte[] bytes, int offset) {
        Objects.checkFromIndexSize(offset, LENGTH_BYTES, bytes.length);
        return new Digest(
                (long) LONGS.get(bytes, offset),
                (long) LONGS.get(bytes, offset + Long.BYTES),
                (long) LONGS.get(bytes, offset + 2 * Long.BYTES),
                (long) LONGS.get(bytes, offset + 3 * Long.BYTES));
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
        return at(HexFormat.of().parseHex(hex), 0);
    }

    /** The SHA-256 of the parts, one after the other. */
    public static Digest sha256(byte[]... parts) {
        Sha256 sha256 = SHA_256.get();
        // It may hold some parts of a call that failed at the next.
        sha256.sha.reset();
        for (byte[] part : parts) {
            sha256.sha.update(part);
        }
        return sha256.digest();
    }

    /** The SHA-256 of {@code length} bytes from {@code offset} on. */
    public static Digest sha256(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        Sha256 sha256 = SHA_256.get();
        sha256.sha.update(bytes, offset, length);
        return sha256.digest();
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

    /** The 32 bytes, in an array of the caller's own. */
    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH_BYTES];
        copyTo(bytes, 0);
        return bytes;
    }

    /** Whether these are the 32 bytes. */
    public boolean isOf(byte[] others) {
        return others.length == LENGTH_BYTES && equals(at(others, 0));
    }

    /** Writes the 32 bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        Objects.checkFromIndexSize(offset, LENGTH_BYTES, target.length);
        LONGS.set(target, offset, first);
        LONGS.set(target, offset + Long.BYTES, second);
        LONGS.set(target, offset + 2 * Long.BYTES, third);
        LONGS.set(target, offset + 3 * Long.BYTES, fourth);
    }

    /** The first eight bytes, big-endian. */
    public long prefix() {
        return first;
    }

    public String hex() {
        return HexFormat.of().formatHex(toBytes());
    }

    /** Unsigned, byte by byte. */
    @Override
    public int compareTo(Digest other) {
        int order = Long.compareUnsigned(first, other.first);
        if (order == 0) {
            order = Long.compareUnsigned(second, other.second);
        }
        if (order == 0) {
            order = Long.compareUnsigned(third, other.third);
        }
        return order == 0 ? Long.compareUnsigned(fourth, other.fourth) : order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest that
                && first == that.first
                && second == that.second
                && third == that.third
                && fourth == that.fourth;
    }

    /** Its bits are spread evenly already. */
    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    @Override
    public String toString() {
        return hex();
    }
}
