package dev.goldthread.core.event;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Decides as the vocabulary's patterns do, without the machine of regular expressions, which takes
 * ten times as long: nearly every event has ids of these forms. The vocabulary stays the truth, for
 * a scanner is found by the very text of its pattern; a pattern without one is used as it is.
 */
final class FormScanner {

    private static final Map<String, Predicate<String>> BY_PATTERN =
            Map.ofEntries(
                    Map.entry("[0-9a-f]{40}|[0-9a-f]{64}", text -> isCommit(text, 0)),
                    Map.entry("[0-9a-f]{64}", text -> isHex(text, 0, 64)),
                    Map.entry("sha256:[0-9a-f]{64}", FormScanner::isSha256),
                    Map.entry(
                            "sha256:[0-9a-f]{64}|gitCommit:([0-9a-f]{40}|[0-9a-f]{64})",
                            text -> isSha256(text) || isGitCommit(text)),
                    Map.entry("[^\\s\\x00-\\x1f\\x7f]{1,256}", text -> isVisible(text, 256)),
                    Map.entry("[^\\s\\x00-\\x1f\\x7f]{1,128}", text -> isVisible(text, 128)),
                    Map.entry(
                            "[^\\s\\x00-\\x1f\\x7f]+", text -> isVisible(text, Integer.MAX_VALUE)),
                    Map.entry("[^\\s#\\x00-\\x1f\\x7f]{1,200}", FormScanner::isRepository),
                    Map.entry("[^\\s#\\x00-\\x1f\\x7f]{1,200}#[0-9]{1,18}", FormScanner::isChange),
                    Map.entry(
                            "[^\\s\\x00-\\x1f\\x7f]([^\\x00-\\x1f\\x7f]{0,254}[^\\s\\x00-\\x1f\\x7f])?",
                            text -> isWords(text, 256)),
                    Map.entry(
                            "[^\\s\\x00-\\x1f\\x7f]([^\\x00-\\x1f\\x7f]{0,1022}[^\\s\\x00-\\x1f\\x7f])?",
                            text -> isWords(text, 1024)),
                    Map.entry(
                            "[A-Za-z][A-Za-z0-9+.-]*:[^\\s\\x00-\\x1f\\x7f]{1,2040}",
                            FormScanner::isUri),
                    // The pattern leaves the length open, which a product's name does not.
                    Map.entry("[a-z0-9]+([._-][a-z0-9]+)*", Product::isName));

    private static final int COMMIT_DIGITS = 40;
    private static final int SHA256_DIGITS = 64;
    private static final int CHANGE_DIGITS_MAX = 18;

    private FormScanner() {}

    /** Whether the whole of {@code text} is of the form. */
    static boolean takes(Pattern pattern, String text) {
        Predicate<String> scanner = BY_PATTERN.get(pattern.pattern());
        return scanner == null ? pattern.matcher(text).matches() : scanner.test(text);
    }

    private static boolean isCommit(String text, int from) {
        return isHex(text, from, COMMIT_DIGITS) || isHex(text, from, SHA256_DIGITS);
    }

    private static boolean isSha256(String text) {
        return text.startsWith("sha256:") && isHex(text, "sha256:".length(), SHA256_DIGITS);
    }

    private static boolean isGitCommit(String text) {
        return text.startsWith("gitCommit:") && isCommit(text, "gitCommit:".length());
    }

    /** Whether the rest of the text from {@code from} on is so many lower-case digits. */
    private static boolean isHex(String text, int from, int digits) {
        if (text.length() != from + digits) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRepository(String text) {
        return text.indexOf('#') < 0 && isVisible(text, 200);
    }

    private static boolean isChange(String text) {
        int hash = text.indexOf('#');
        int digits = text.length() - hash - 1;
        if (hash < 0 || digits < 1 || digits > CHANGE_DIGITS_MAX) {
            return false;
        }
        for (int i = hash + 1; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return isVisible(text, 0, hash, 200);
    }

    /** Visible at both ends; blanks may stand in between. */
    private static boolean isWords(String text, int lengthMax) {
        int length = text.length();
        if (length == 0 || text.charAt(0) == ' ' || text.charAt(length - 1) == ' ') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != ' ' && !isVisible(text.charAt(i))) {
                return false;
            }
        }
        return isUpTo(lengthMax, text, 0, length);
    }

    private static boolean isUri(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '+' && c != '.' && c != '-') {
                return false;
            }
        }
        return isVisible(text, colon + 1, text.length(), 2040);
    }

    private static boolean isVisible(String text, int lengthMax) {
        return isVisible(text, 0, text.length(), lengthMax);
    }

    private static boolean isVisible(String text, int from, int to, int lengthMax) {
        for (int i = from; i < to; i++) {
            if (!isVisible(text.charAt(i))) {
                return false;
            }
        }
        return from < to && isUpTo(lengthMax, text, from, to);
    }

    /** Patterns count code points, of which a text has at most as many as characters. */
    private static boolean isUpTo(int lengthMax, String text, int from, int to) {
        return to - from <= lengthMax || text.codePointCount(from, to) <= lengthMax;
    }

    /** {@code \s} is the blank and some of the control characters, all of which are below it. */
    private static boolean isVisible(char c) {
        return c > ' ' && c != 0x7f;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
