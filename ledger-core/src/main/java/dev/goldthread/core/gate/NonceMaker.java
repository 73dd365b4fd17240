package dev.goldthread.core.gate;

import dev.goldthread.core.event.AcceptedEvent.Nonce;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces as HMAC-SHA-256 over {@code product || 0x00 || id}, cut to 16 bytes: the same event always
 * gets the same one, and nobody without the ledger's secret can guess it. Safe for any thread.
 */
public final class NonceMaker {

    public static final int SECRET_BYTES_MIN = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final ThreadLocal<Mac> macs;

    /**
     * @throws IllegalArgumentException when the secret has fewer than 32 bytes
     */
    public NonceMaker(byte[] secret) {
        if (secret.length < SECRET_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "nonce secret must have at least %d bytes, but has %d; let the first start create it"
                            .formatted(SECRET_BYTES_MIN, secret.length));
        }
        SecretKeySpec key = new SecretKeySpec(secret, ALGORITHM);
        macs = ThreadLocal.withInitial(() -> mac(key));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java platform has no " + ALGORITHM, e);
        }
    }

    Nonce nonce(Product product, EventId id) {
        Mac mac = macs.get();
        mac.update(product.name().getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        byte[] tag = mac.doFinal(id.value().getBytes(StandardCharsets.UTF_8));
        return new Nonce(new Bytes(Arrays.copyOf(tag, Nonce.LENGTH_BYTES)));
    }
}
