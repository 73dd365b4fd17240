package dev.goldthread.core.seal;

import dev.goldthread.core.event.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a verifier is given in advance to trust a signer: {@code <name>+<hex key id>+<base64(type ||
 * public key)>} (log-format, "Checkpoint"; C2SP signed-note, "Verifier keys").
 */
public record VerifierKey(KeyName name, SignatureType type, Ed25519PublicKey publicKey) {

    /**
     * Reads {@link #text}.
     *
     * @throws MalformedException for any other form, or a key id that is not this key's
     */
    public static VerifierKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new MalformedException("verifier key", "<name>+<hex key id>+<base64 key>", text);
        }
        byte[] typeAndKey = StrictBase64.decode("verifier key of " + parts[0], parts[2]);
        if (typeAndKey.length != 1 + Ed25519PublicKey.LENGTH_BYTES) {
            throw new MalformedException(
                    "verifier key of " + parts[0],
                    "a type byte and 32 bytes of key",
                    typeAndKey.length);
        }
        VerifierKey key =
                new VerifierKey(
                        new KeyName(parts[0]),
                        SignatureType.of(typeAndKey[0]),
                        Ed25519PublicKey.of(Arrays.copyOfRange(typeAndKey, 1, typeAndKey.length)));
        if (!key.keyIdHex().equals(parts[1])) {
            throw new MalformedException("key id of " + parts[0], key.keyIdHex(), parts[1]);
        }
        return key;
    }

    public String text() {
        return "%s+%s+%s".formatted(name, keyIdHex(), StrictBase64.encode(typeAndKey()));
    }

    /** {@code SHA-256(name || 0x0A || type || public key)[:4]}, as a big-endian number. */
    public int keyId() {
        byte[] namePrefix = (name.text() + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Digest.sha256(namePrefix, typeAndKey()).toBytes()).getInt();
    }

    /** Whether the line claims to be by this key: both name and id are equal. */
    public boolean isNamedBy(NoteSignature line) {
        return line.keyName().equals(name) && line.keyId() == keyId();
    }

    /** Whether the line is by this key and its signature over {@code text} is valid. */
    public boolean verifies(String text, NoteSignature line) {
        if (!isNamedBy(line)) {
            return false;
        }
        return switch (type) {
            case ED25519 -> publicKey.verifies(text.getBytes(StandardCharsets.UTF_8), line.blob());
            case COSIGNATURE_V1 ->
                    CosignatureV1.parse(line.blob())
                            .map(cosignature -> cosignature.isBy(publicKey, text))
                            .orElse(false);
        };
    }

    private String keyIdHex() {
        return "%08x".formatted(keyId());
    }

    private byte[] typeAndKey() {
        return ByteBuffer.allocate(1 + Ed25519PublicKey.LENGTH_BYTES)
                .put(type.identifier())
                .put(publicKey.toBytes())
                .array();
    }
}
