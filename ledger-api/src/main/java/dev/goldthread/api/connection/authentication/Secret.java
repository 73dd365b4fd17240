package dev.goldthread.api.connection.authentication;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Something only two sides know; never shown. */
public final class Secret {

    /** Below this, guessing is no work for a machine. */
    public static final int LENGTH_MIN = 16;

    private static final String HMAC = "HmacSHA256";

    private final byte[] bytes;

    public Secret(String text) {
        this(text.getBytes(StandardCharsets.UTF_8));
    }

    Secret(byte[] bytes) {
        if (bytes.length < LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "a secret must have at least %d bytes, but has %d; make one with: openssl rand -hex 32"
                            .formatted(LENGTH_MIN, bytes.length));
        }
        this.bytes = bytes.clone();
    }

    /** Whether somebody sent the secret itself; takes the same time however much is right. */
    boolean is(String sent) {
        return MessageDigest.isEqual(bytes, sent.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA256 over the parts, one after the other (RFC 2104). */
    byte[] sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "secret";
    }
}
