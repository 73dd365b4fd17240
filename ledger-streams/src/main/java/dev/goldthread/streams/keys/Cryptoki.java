package dev.goldthread.streams.keys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.goldthread.streams.keys.CryptokiLibrary.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of a PKCS#11 module that signing takes, one method each (OASIS PKCS#11 v2.40 and v3.0
 * section 5). Not thread-safe.
 */
final class Cryptoki {

    private static final long OBJECTS_MAX = 16;
    private static final long OPTIONS_OS_LOCKING = 2;
    private static final long SESSION_SERIAL = 4;
    private static final long USER = 1;
    private static final long EDDSA = 0x1057;
    private static final int SIGNATURE_BYTES_MAX = 1024;
    private static final long ULONG_UNAVAILABLE = -1;

    /** An attribute of an object (CKA_…). */
    enum Attribute {
        CLASS(0x0),
        LABEL(0x3),
        KEY_TYPE(0x100),
        ID(0x102),
        EC_POINT(0x181);

        private final long type;

        Attribute(long type) {
            this.type = type;
        }
    }

    /** What CK_TOKEN_INFO says, without the blanks it is filled up with. */
    record TokenInfo(String label, String manufacturer, String model, String serial, long flags) {

        private static final long LOGIN_REQUIRED = 0x4;
        private static final long BYTES = 208;

        private static TokenInfo of(MemorySegment info) {
            return new TokenInfo(
                    text(info, 0, 32),
                    text(info, 32, 32),
                    text(info, 64, 16),
                    text(info, 80, 16),
                    info.get(JAVA_LONG, 96));
        }

        private static String text(MemorySegment info, long offset, long length) {
            byte[] bytes = info.asSlice(offset, length).toArray(JAVA_BYTE);
            return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
        }

        boolean needsLogin() {
            return (flags & LOGIN_REQUIRED) != 0;
        }
    }

    private final CryptokiLibrary library;

    Cryptoki(CryptokiLibrary library) {
        this.library = library;
    }

    /** Also when somebody else in this process has done so before. */
    void initialize() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment options = arena.allocate(48, 8); // CK_C_INITIALIZE_ARGS
            options.set(JAVA_LONG, 32, OPTIONS_OS_LOCKING);
            library.call(Function.C_INITIALIZE, options);
        } catch (CryptokiException e) {
            if (e.code() != CryptokiException.CRYPTOKI_ALREADY_INITIALIZED) {
                throw e;
            }
        }
    }

    /** Those with a token; asking for the count first makes modules look anew. */
    List<Long> slots() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_LONG);
            library.call(Function.C_GET_SLOT_LIST, (byte) 1, MemorySegment.NULL, count);
            MemorySegment slots = arena.allocate(JAVA_LONG, Math.max(1, count.get(JAVA_LONG, 0)));
            library.call(Function.C_GET_SLOT_LIST, (byte) 1, slots, count);
            return longs(slots, count.get(JAVA_LONG, 0));
        }
    }

    TokenInfo tokenInfo(long slot) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(TokenInfo.BYTES, 8);
            library.call(Function.C_GET_TOKEN_INFO, slot, info);
            return TokenInfo.of(info);
        }
    }

    /** For reading and signing; changes nothing in the token. */
    long openSession(long slot) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment session = arena.allocate(JAVA_LONG);
            library.call(
                    Function.C_OPEN_SESSION,
                    slot,
                    SESSION_SERIAL,
                    MemorySegment.NULL,
                    MemorySegment.NULL,
                    session);
            return session.get(JAVA_LONG, 0);
        }
    }

    void closeSession(long session) {
        library.call(Function.C_CLOSE_SESSION, session);
    }

    /** All sessions of this process with the token are logged in together. */
    void login(long session, byte[] pin) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocateFrom(JAVA_BYTE, pin);
            try {
                library.call(Function.C_LOGIN, session, USER, copy, (long) pin.length);
            } finally {
                copy.fill((byte) 0);
            }
        } catch (CryptokiException e) {
            if (e.code() != CryptokiException.USER_ALREADY_LOGGED_IN) {
                throw e;
            }
        }
    }

    /** Objects that have all these attributes; at most {@value #OBJECTS_MAX}. */
    List<Long> find(long session, Map<Attribute, byte[]> attributes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment template = arena.allocate(24L * attributes.size(), 8);
            long at = 0;
            for (Map.Entry<Attribute, byte[]> each : attributes.entrySet()) {
                template.set(JAVA_LONG, at, each.getKey().type);
                template.set(ADDRESS, at + 8, arena.allocateFrom(JAVA_BYTE, each.getValue()));
                template.set(JAVA_LONG, at + 16, each.getValue().length);
                at += 24;
            }
            library.call(Function.C_FIND_OBJECTS_INIT, session, template, (long) attributes.size());
            MemorySegment found = arena.allocate(JAVA_LONG, OBJECTS_MAX);
            MemorySegment count = arena.allocate(JAVA_LONG);
            library.call(Function.C_FIND_OBJECTS, session, found, OBJECTS_MAX, count);
            library.call(Function.C_FIND_OBJECTS_FINAL, session);
            return longs(found, count.get(JAVA_LONG, 0));
        }
    }

    /** Empty when the object's attribute has no bytes. */
    Optional<byte[]> attribute(long session, long object, Attribute attribute) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment template = arena.allocate(24, 8);
            template.set(JAVA_LONG, 0, attribute.type);
            library.call(Function.C_GET_ATTRIBUTE_VALUE, session, object, template, 1L);
            long length = template.get(JAVA_LONG, 16);
            if (length == ULONG_UNAVAILABLE || length == 0) {
                return Optional.empty();
            }
            MemorySegment value = arena.allocate(length);
            template.set(ADDRESS, 8, value);
            library.call(Function.C_GET_ATTRIBUTE_VALUE, session, object, template, 1L);
            return Optional.of(value.toArray(JAVA_BYTE));
        }
    }

    /** By CKM_EDDSA without parameters: for an Ed25519 key that is RFC 8032's own Ed25519. */
    byte[] sign(long session, long key, byte[] message) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mechanism = arena.allocate(24, 8);
            mechanism.set(JAVA_LONG, 0, EDDSA);
            library.call(Function.C_SIGN_INIT, session, mechanism, key);
            MemorySegment signature = arena.allocate(SIGNATURE_BYTES_MAX);
            MemorySegment length = arena.allocateFrom(JAVA_LONG, SIGNATURE_BYTES_MAX);
            library.call(
                    Function.C_SIGN,
                    session,
                    arena.allocateFrom(JAVA_BYTE, message),
                    (long) message.length,
                    signature,
                    length);
            return signature.asSlice(0, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
        }
    }

    private static List<Long> longs(MemorySegment segment, long count) {
        List<Long> values = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            values.add(segment.getAtIndex(JAVA_LONG, i));
        }
        return values;
    }
}
