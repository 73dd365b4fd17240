package dev.goldthread.streams.keys;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How one part of a PKCS #11 URI is written (RFC 7512 section 2.3). Errors name an attribute and
 * where in it, not what it says: that may be a PIN.
 *
 * @param separator between attributes
 * @param characters that may stand for themselves, besides unreserved ones
 * @param names of the attributes that may be there, each once
 */
record UriAttributes(String separator, String characters, Set<String> names) {

    private static final String UNRESERVED_MARKS = "-._~"; // RFC 3986 section 2.3

    Map<String, byte[]> read(String part) {
        Map<String, byte[]> attributes = new LinkedHashMap<>();
        if (part.isEmpty()) {
            return attributes;
        }
        for (String attribute : part.split(separator, -1)) {
            int equals = attribute.indexOf('=');
            if (equals < 1) {
                throw new KeyRefusedException(
                        "checkpoint key URI must have attributes name=value with \"%s\" between them, but attribute %d is none"
                                .formatted(separator, attributes.size() + 1));
            }
            String name = attribute.substring(0, equals);
            if (!names.contains(name)) {
                throw new KeyRefusedException(
                        "attribute %s of the checkpoint key URI must be one of %s here; leave it out, or write the character after it as %%XX"
                                .formatted(
                                        name, String.join(", ", names.stream().sorted().toList())));
            }
            if (attributes.putIfAbsent(name, decode(name, attribute.substring(equals + 1)))
                    != null) {
                throw new KeyRefusedException(
                        "attribute %s of the checkpoint key URI must be there once, but is there again"
                                .formatted(name));
            }
        }
        return attributes;
    }

    private byte[] decode(String name, String value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '%') {
                bytes.write(hexPair(name, value, at));
                at += 2;
            } else if (isPlain(c)) {
                bytes.write(c);
            } else {
                throw malformed(name, at);
            }
        }
        return bytes.toByteArray();
    }

    private static int hexPair(String name, String value, int at) {
        if (at + 2 >= value.length()
                || !HexFormat.isHexDigit(value.charAt(at + 1))
                || !HexFormat.isHexDigit(value.charAt(at + 2))) {
            throw malformed(name, at);
        }
        return HexFormat.fromHexDigits(value, at + 1, at + 3);
    }

    private boolean isPlain(char c) {
        boolean letterOrDigit =
                (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return letterOrDigit || UNRESERVED_MARKS.indexOf(c) >= 0 || characters.indexOf(c) >= 0;
    }

    private static KeyRefusedException malformed(String name, int at) {
        return new KeyRefusedException(
                "attribute %s of the checkpoint key URI has a character, its %d., that must be written as %%XX (RFC 7512 section 2.3)"
                        .formatted(name, at + 1));
    }
}
