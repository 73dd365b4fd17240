package dev.goldthread.core.event;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name in a package URL, which is what people know a component by: {@code lodash} in {@code
 * pkg:npm/lodash@4.17.21} (package-url specification, "How to parse a purl string").
 */
public final class PurlName {

    private static final String SCHEME = "pkg:";
    private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

    private PurlName() {}

    /** As {@link #normal} spells it; empty when there is none. */
    public static Optional<String> of(String purl) {
        if (!purl.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String path = before(before(purl.substring(SCHEME.length()), '#'), '?');
        int version = path.lastIndexOf('@');
        // The namespace of an npm package may begin with one that stands for itself.
        if (version > 0 && path.charAt(version - 1) != '/') {
            path = path.substring(0, version);
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.isEmpty() ? Optional.empty() : Optional.of(normal(decoded(name)));
    }

    /**
     * In lower case, with one hyphen for each run of hyphens, underscores and dots, so that
     * spellings of one name meet: PyPI takes these for the same (PEP 503, "Normalized Names").
     */
    public static String normal(String name) {
        return SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    }

    private static String before(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    /** What looks like a percent sign's code and is none stands for itself. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < from.length; i++) {
            int high = i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = i + 2 < from.length ? Character.digit(from[i + 2], 16) : -1;
            if (from[i] == '%' && high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(from[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
