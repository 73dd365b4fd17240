package dev.goldthread.streams.keys;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a key lies in a PKCS#11 token, and how to reach it: a PKCS #11 URI (RFC 7512). An attribute
 * that this program cannot hold the token against is refused, since leaving it out would take a
 * token that the writer did not mean.
 *
 * @param module the module's library
 * @param object the key's label
 * @param id the key's CKA_ID, as hexadecimal digits
 * @param pin none where the token needs no login
 */
record TokenUri(
        Path module,
        Optional<String> token,
        Optional<String> manufacturer,
        Optional<String> model,
        Optional<String> serial,
        Optional<String> slotId,
        Optional<String> object,
        Optional<String> id,
        Optional<TokenPin> pin) {

    static final String SCHEME = "pkcs11:";

    private static final Set<String> PATH_NAMES =
            Set.of("token", "manufacturer", "model", "serial", "slot-id", "object", "id", "type");
    private static final Set<String> QUERY_NAMES = Set.of("module-path", "pin-source", "pin-value");

    /** RFC 7512 section 2.3: pk11-res-avail, and what each part allows besides. */
    private static final String PATH_CHARACTERS = ":[]@!$'()*+,=&";

    private static final String QUERY_CHARACTERS = ":[]@!$'()*+,=/?|";

    /** Whether this is meant as such a URI; schemes know no case (RFC 3986 section 3.1). */
    static boolean isMeant(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /**
     * @throws KeyRefusedException naming the attribute; never with a PIN
     */
    static TokenUri parse(String uri) {
        String rest = uri.substring(SCHEME.length());
        int mark = rest.indexOf('?');
        Map<String, byte[]> path =
                new UriAttributes(";", PATH_CHARACTERS, PATH_NAMES)
                        .read(mark < 0 ? rest : rest.substring(0, mark));
        Map<String, byte[]> query =
                new UriAttributes("&", QUERY_CHARACTERS, QUERY_NAMES)
                        .read(mark < 0 ? "" : rest.substring(mark + 1));
        TokenUri parsed =
                new TokenUri(
                        module(query),
                        text(path, "token"),
                        text(path, "manufacturer"),
                        text(path, "model"),
                        text(path, "serial"),
                        text(path, "slot-id"),
                        text(path, "object"),
                        Optional.ofNullable(path.get("id")).map(HexFormat.of()::formatHex),
                        pin(query));
        text(path, "type").ifPresent(TokenUri::requirePrivate);
        parsed.requireKey();
        return parsed;
    }

    private static Path module(Map<String, byte[]> query) {
        Path module = Path.of(text(query, "module-path").orElseThrow(() -> missing("module-path")));
        if (!module.isAbsolute()) {
            throw refused("module-path", "an absolute path", module.toString());
        }
        return module;
    }

    private static Optional<TokenPin> pin(Map<String, byte[]> query) {
        byte[] value = query.get("pin-value");
        Optional<String> source = text(query, "pin-source");
        if (value != null && source.isPresent()) {
            throw new KeyRefusedException(
                    "checkpoint key URI must have pin-source or pin-value, but has both (RFC 7512 section 2.4); leave pin-value out");
        }
        return value != null
                ? Optional.of(TokenPin.ofValue(value))
                : source.map(TokenPin::ofSource);
    }

    private static void requirePrivate(String type) {
        if (!type.equals("private")) {
            throw refused("type", "private, since it shall sign", type);
        }
    }

    private void requireKey() {
        if (object.isEmpty() && id.isEmpty()) {
            throw missing("object or id");
        }
        if (slotId.isPresent() && !slotId.get().matches("[0-9]{1,18}")) {
            throw refused("slot-id", "a number", slotId.get());
        }
    }

    private static Optional<String> text(Map<String, byte[]> attributes, String name) {
        byte[] bytes = attributes.get(name);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new KeyRefusedException(
                    "attribute %s of the checkpoint key URI must be UTF-8, but is not"
                            .formatted(name),
                    e);
        }
    }

    private static KeyRefusedException missing(String name) {
        return new KeyRefusedException(
                "checkpoint key URI must have %s, but has none; as in pkcs11:token=T;object=KEY?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/pin"
                        .formatted(name));
    }

    private static KeyRefusedException refused(String name, String rule, String found) {
        return new KeyRefusedException(
                "attribute %s of the checkpoint key URI must be %s, but is \"%s\""
                        .formatted(name, rule, found));
    }

    /** Without the PIN. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("pkcs11:");
        token.ifPresent(value -> text.append("token=").append(value).append(';'));
        serial.ifPresent(value -> text.append("serial=").append(value).append(';'));
        slotId.ifPresent(value -> text.append("slot-id=").append(value).append(';'));
        object.ifPresent(value -> text.append("object=").append(value).append(';'));
        id.ifPresent(value -> text.append("id=").append(value).append(';'));
        text.setCharAt(text.length() - 1, '?');
        return text.append("module-path=").append(module).toString();
    }
}
