package dev.goldthread.core.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** An Ed25519 private key from its 32-byte seed (RFC 8032 section 5.1.5). Never prints the seed. */
public final class Ed25519PrivateKey implements Ed25519Signer {

    public static final int SEED_BYTES = 32;

    /**
     * What precedes the seed in a PKCS#8 key (RFC 8410 section 7): SEQUENCE { version 0, SEQUENCE {
     * OID 1.3.101.112 }, OCTET STRING { OCTET STRING } }.
     */
    private static final byte[] PKCS8_PREFIX =
            HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final PrivateKey key;
    private final Ed25519PublicKey publicKey;

    private Ed25519PrivateKey(PrivateKey key, Ed25519PublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * The key that this seed stands for.
     *
     * @throws MalformedException when the seed does not have 32 bytes
     */
    public static Ed25519PrivateKey ofSeed(byte[] seed) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(seed)));
            return new Ed25519PrivateKey(key, derivePublicKey(seed, key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no Ed25519 (JEP 339)", e);
        }
    }

    /**
     * Reads a PKCS#8 key (RFC 8410 section 7; RFC 5208).
     *
     * @throws MalformedException when it is none, or one of another algorithm
     */
    public static Ed25519PrivateKey ofPkcs8(byte[] der) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
            return ofSeed(
                    ((EdECPrivateKey) key)
                            .getBytes()
                            .orElseThrow(() -> new InvalidKeySpecException("without a seed")));
        } catch (InvalidKeySpecException e) {
            throw new MalformedException(
                    "private key", "Ed25519 in PKCS#8", der.length + " other bytes");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no Ed25519 (JEP 339)", e);
        }
    }

    /** The PKCS#8 key of a seed, for whoever keeps it; secret like the seed. */
    public static byte[] pkcs8(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new MalformedException("Ed25519 seed", "32 bytes", seed.length);
        }
        return ByteBuffer.allocate(PKCS8_PREFIX.length + SEED_BYTES)
                .put(PKCS8_PREFIX)
                .put(seed)
                .array();
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK could not sign with Ed25519", e);
        }
    }

    @Override
    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    /**
     * The JDK has no public call from seed to public key, but its generator takes the seed as the
     * one thing it asks its random source for. That it did so is checked, by its private key.
     */
    private static Ed25519PublicKey derivePublicKey(byte[] seed, PrivateKey expected)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new FixedRandom(seed));
        KeyPair pair = generator.generateKeyPair();
        if (!Arrays.equals(pair.getPrivate().getEncoded(), expected.getEncoded())) {
            throw new IllegalStateException(
                    "this Java platform's Ed25519 generator does not take its seed from the random source given; use a JDK with the SunEC provider first");
        }
        return Ed25519PublicKey.of(pair.getPublic());
    }

    /** A random source that is none: it gives the seed. */
    private static final class FixedRandom extends SecureRandom {
        private final transient byte[] seed;

        FixedRandom(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException(
                        "an Ed25519 seed has %d bytes, but the generator asked for %d"
                                .formatted(seed.length, bytes.length));
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }
}
