package dev.goldthread.streams.keys;

import dev.goldthread.core.seal.Ed25519PublicKey;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.streams.keys.Cryptoki.Attribute;
import dev.goldthread.streams.keys.Cryptoki.TokenInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session with a token, logged in, and the key found there. Not thread-safe.
 *
 * @param session handle (CK_SESSION_HANDLE)
 * @param key handle of the private key (CK_OBJECT_HANDLE)
 */
record TokenSession(Cryptoki cryptoki, long session, long key, Ed25519PublicKey publicKey) {

    private static final long PUBLIC_KEY = 2; // CKO_PUBLIC_KEY
    private static final long PRIVATE_KEY = 3; // CKO_PRIVATE_KEY
    private static final long EC_EDWARDS = 0x40; // CKK_EC_EDWARDS

    /** An OCTET STRING of 32 bytes in DER; tokens that follow v3.0 leave it away. */
    private static final byte[] OCTET_STRING = {0x04, Ed25519PublicKey.LENGTH_BYTES};

    /**
     * @throws KeyRefusedException when token or key are not there, not told apart, or not Ed25519
     * @throws CryptokiException as the token answers
     */
    static TokenSession open(Cryptoki cryptoki, TokenUri uri) {
        cryptoki.initialize();
        long slot = slot(cryptoki, uri);
        long session = cryptoki.openSession(slot);
        try {
            login(cryptoki, slot, session, uri);
            long key = privateKey(cryptoki, session, uri);
            return new TokenSession(cryptoki, session, key, publicKey(cryptoki, session, key, uri));
        } catch (RuntimeException e) {
            close(cryptoki, session);
            throw e;
        }
    }

    byte[] sign(byte[] message) {
        return cryptoki.sign(session, key, message);
    }

    void close() {
        close(cryptoki, session);
    }

    private static void close(Cryptoki cryptoki, long session) {
        try {
            cryptoki.closeSession(session);
        } catch (CryptokiException e) {
            return; // it was lost before
        }
    }

    private static long slot(Cryptoki cryptoki, TokenUri uri) {
        List<Long> slots = cryptoki.slots();
        List<Long> fitting =
                slots.stream()
                        .filter(slot -> uri.slotId().map(Long::valueOf).orElse(slot).equals(slot))
                        .filter(slot -> fits(uri, cryptoki.tokenInfo(slot)))
                        .toList();
        if (fitting.size() != 1) {
            throw new KeyRefusedException(
                    "key %s must name one token, but %d of the %d that the module shows have these attributes; compare with pkcs11-tool --list-token-slots"
                            .formatted(uri, fitting.size(), slots.size()));
        }
        return fitting.getFirst();
    }

    private static boolean fits(TokenUri uri, TokenInfo info) {
        return isOrAny(uri.token(), info.label())
                && isOrAny(uri.manufacturer(), info.manufacturer())
                && isOrAny(uri.model(), info.model())
                && isOrAny(uri.serial(), info.serial());
    }

    private static boolean isOrAny(Optional<String> wanted, String found) {
        return wanted.isEmpty() || wanted.get().equals(found);
    }

    private static void login(Cryptoki cryptoki, long slot, long session, TokenUri uri) {
        if (uri.pin().isEmpty()) {
            if (cryptoki.tokenInfo(slot).needsLogin()) {
                throw new KeyRefusedException(
                        "key %s must come with pin-source, because its token asks for a PIN, but has none; add &pin-source=file:/path"
                                .formatted(uri));
            }
            return;
        }
        byte[] pin = uri.pin().get().read();
        try {
            cryptoki.login(session, pin);
        } finally {
            Arrays.fill(pin, (byte) 0);
        }
    }

    private static long privateKey(Cryptoki cryptoki, long session, TokenUri uri) {
        Map<Attribute, byte[]> wanted = key(PRIVATE_KEY);
        uri.object().ifPresent(label -> wanted.put(Attribute.LABEL, utf8(label)));
        uri.id().ifPresent(id -> wanted.put(Attribute.ID, HexFormat.of().parseHex(id)));
        return one(cryptoki.find(session, wanted), "private key", uri);
    }

    /** The one that was made with the private key: of the same id, or label where it has none. */
    private static Ed25519PublicKey publicKey(
            Cryptoki cryptoki, long session, long key, TokenUri uri) {
        Map<Attribute, byte[]> wanted = key(PUBLIC_KEY);
        Optional<byte[]> id = cryptoki.attribute(session, key, Attribute.ID);
        id.ifPresent(value -> wanted.put(Attribute.ID, value));
        if (id.isEmpty()) {
            cryptoki.attribute(session, key, Attribute.LABEL)
                    .ifPresent(value -> wanted.put(Attribute.LABEL, value));
        }
        long found = one(cryptoki.find(session, wanted), "public key of the same id", uri);
        return ed25519(
                cryptoki.attribute(session, found, Attribute.EC_POINT).orElseGet(() -> new byte[0]),
                uri);
    }

    private static Ed25519PublicKey ed25519(byte[] point, TokenUri uri) {
        byte[] raw =
                point.length == OCTET_STRING.length + Ed25519PublicKey.LENGTH_BYTES
                                && Arrays.equals(point, 0, 2, OCTET_STRING, 0, 2)
                        ? Arrays.copyOfRange(point, OCTET_STRING.length, point.length)
                        : point;
        if (raw.length != Ed25519PublicKey.LENGTH_BYTES) {
            throw new KeyRefusedException(
                    "key %s must be an Ed25519 key, but its point has %d bytes; make one, with OpenSC by pkcs11-tool --keypairgen --key-type EC:edwards25519"
                            .formatted(uri, point.length));
        }
        try {
            return Ed25519PublicKey.of(raw);
        } catch (MalformedException e) {
            throw new KeyRefusedException(
                    "key %s must have a public key that is one, but its point is %s"
                            .formatted(uri, e.found()),
                    e);
        }
    }

    private static long one(List<Long> found, String what, TokenUri uri) {
        if (found.size() != 1) {
            throw new KeyRefusedException(
                    "key %s must name one Ed25519 %s, but the token has %s; look with pkcs11-tool --login --list-objects, and give object and id"
                            .formatted(
                                    uri,
                                    what,
                                    found.isEmpty() ? "none" : "%d".formatted(found.size())));
        }
        return found.getFirst();
    }

    private static Map<Attribute, byte[]> key(long objectClass) {
        Map<Attribute, byte[]> wanted = new EnumMap<>(Attribute.class);
        wanted.put(Attribute.CLASS, ulong(objectClass));
        wanted.put(Attribute.KEY_TYPE, ulong(EC_EDWARDS));
        return wanted;
    }

    private static byte[] ulong(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(value)
                .array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
