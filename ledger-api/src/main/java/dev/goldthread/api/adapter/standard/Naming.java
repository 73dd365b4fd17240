package dev.goldthread.api.adapter.standard;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Ids and URIs made from those of a standard, so that a retry makes the same. */
public final class Naming {

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

    private static final Pattern ABSOLUTE =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s\\x00-\\x1f\\x7f]{1,2040}");

    private static final int REFERENCE_LENGTH_MAX = 500;

    /** The first 128 bits of a digest: enough to tell ids apart, short enough to read. */
    private static final int HEX_DIGITS = 32;

    private Naming() {}

    /**
     * An event's id: the connection, and what the sender calls its message; a digest of that where
     * it is too long or has blanks.
     */
    public static String eventId(String connection, String theirs) {
        String id = connection + "-" + theirs;
        return id.length() <= EventId.LENGTH_MAX && PRINTABLE.matcher(id).matches()
                ? id
                : connection + "-" + digits(Digest.sha256(theirs));
    }

    /** Enough of a digest to be an id. */
    public static String digits(Digest digest) {
        return digest.hex().substring(0, HEX_DIGITS);
    }

    /** An absolute URI as it is; a relative one below the connection's own URN. */
    public static String uri(String connection, String reference) {
        if (isAbsolute(reference)) {
            return reference;
        }
        String encoded = URLEncoder.encode(reference, StandardCharsets.UTF_8);
        return "urn:goldthread:%s:%s"
                .formatted(
                        connection.toLowerCase(Locale.ROOT),
                        encoded.length() <= REFERENCE_LENGTH_MAX
                                ? encoded
                                : digits(Digest.sha256(reference)));
    }

    public static boolean isAbsolute(String uri) {
        return ABSOLUTE.matcher(uri).matches();
    }
}
