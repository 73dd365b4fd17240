package dev.goldthread.core.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** An Ed25519 public key: 32 bytes as in RFC 8032 section 5.1.5. Immutable, compared by value. */
public final class Ed25519PublicKey {

    public static final int LENGTH_BYTES = 32;
    public static final int SIGNATURE_BYTES = 64;

    /**
     * What precedes the 32 bytes in a SubjectPublicKeyInfo (RFC 8410 sections 3 and 4): SEQUENCE {
     * SEQUENCE { OID 1.3.101.112 } BIT STRING }.
     */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] bytes;
    private final PublicKey key;

    private Ed25519PublicKey(byte[] bytes, PublicKey key) {
        this.bytes = bytes;
        this.key = key;
    }

    /**
     * Wraps the 32 bytes that stand behind every X.509 prefix.
     *
     * @throws MalformedException when there are not 32 bytes, or they encode no key
     */
    public static Ed25519PublicKey of(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            throw new MalformedException("Ed25519 public key", "32 bytes", bytes.length);
        }
        byte[] x509 =
                ByteBuffer.allocate(X509_PREFIX.length + LENGTH_BYTES)
                        .put(X509_PREFIX)
                        .put(bytes)
                        .array();
        try {
            PublicKey key =
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
            return new Ed25519PublicKey(bytes.clone(), key);
        } catch (GeneralSecurityException e) {
            throw new MalformedException(
                    "Ed25519 public key", "a point (RFC 8032)", HexFormat.of().formatHex(bytes));
        }
    }

    /** The raw key at the end of a SubjectPublicKeyInfo. */
    static Ed25519PublicKey of(PublicKey key) {
        byte[] x509 = key.getEncoded();
        return of(Arrays.copyOfRange(x509, x509.length - LENGTH_BYTES, x509.length));
    }

    /** Whether {@code signature} is this key's over {@code message} (RFC 8032 section 5.1.7). */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (InvalidKeyException | SignatureException e) {
            // A wrong length, an S out of range or a key off the curve: no valid signature.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no Ed25519 (JEP 339)", e);
        }
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ed25519PublicKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
