package dev.goldthread.core.seal;

import java.util.regex.Pattern;

/**
 * The name of a ledger: configuration, like a DNS name, and never changed, since every signature
 * speaks of it (log-format, "One log per product").
 *
 * @param text lower-case labels joined by dots, a label 1 to 63 letters, digits and inner hyphens,
 *     at most 253 characters (RFC 1123 section 2.1)
 */
public record LedgerName(String text) {

    private static final int LENGTH_MAX = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern FORM = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

    /**
     * @throws MalformedException for any other form
     */
    public LedgerName {
        if (text.length() > LENGTH_MAX || !FORM.matcher(text).matches()) {
            throw new MalformedException(
                    "ledger name",
                    "a lower-case DNS-like name of at most 253 characters, such as ledger.example.org",
                    text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
