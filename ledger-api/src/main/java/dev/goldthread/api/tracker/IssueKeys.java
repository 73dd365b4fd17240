package dev.goldthread.api.tracker;

import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds tracker keys in messages.
 *
 * @param issue what a key looks like; its first group is the key where it has one
 * @param requirement keys that match as a whole are requirements, others are change requests
 */
public record IssueKeys(Pattern issue, Pattern requirement) {

    /** Two letters at least, and none of the names that only look like keys, such as UTF-8. */
    public static final String ISSUE_DEFAULT =
            "(?<![A-Za-z0-9_-])"
                    + "(?!(?:UTF|SHA|ISO|IEC|IEEE|RFC|CVE|CWE|AES|RSA|MD|TLS)-[0-9])"
                    + "[A-Z][A-Z0-9]+-[0-9]+"
                    + "(?![A-Za-z0-9_-])";

    public static final String REQUIREMENT_DEFAULT = "REQ.*";

    public static final IssueKeys DEFAULT =
            new IssueKeys(Pattern.compile(ISSUE_DEFAULT), Pattern.compile(REQUIREMENT_DEFAULT));

    private static final int KEY_LENGTH_MAX = 256; // vocabulary, id form "key"

    /** Node types by key, in order; keys that the ledger cannot hold are left out. */
    public SequencedMap<String, String> find(String text) {
        SequencedMap<String, String> found = new TreeMap<>();
        Matcher matcher = issue.matcher(text);
        while (matcher.find()) {
            String key = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
            if (key != null && isKey(key)) {
                found.put(
                        key, requirement.matcher(key).matches() ? "Requirement" : "ChangeRequest");
            }
        }
        return found;
    }

    private static boolean isKey(String key) {
        return !key.isEmpty()
                && key.length() <= KEY_LENGTH_MAX
                && key.codePoints().noneMatch(c -> Character.isWhitespace(c) || c < 0x20);
    }
}
