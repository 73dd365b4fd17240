package dev.goldthread.api.git;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A commit's message without the persons in it.
 *
 * @param summary its first line, at most 1,000 characters, never blank
 * @param text all lines but those that name persons
 */
record CommitMessage(String summary, String text) {

    private static final int SUMMARY_LENGTH_MAX = 1000;
    private static final Pattern MAIL = Pattern.compile("<?[^\\s<>@]+@[^\\s<>@]+>?");

    /** Trailers end in "-by" when they name a person (git-interpret-trailers), and a few others. */
    private static final Pattern PERSON_TRAILER =
            Pattern.compile("(?:[a-z-]+-by|by|cc|to|author|committer|on-behalf-of|from)\\s*:.*");

    static CommitMessage of(String full) {
        List<String> lines =
                full.lines()
                        .filter(line -> !namesPerson(line))
                        .map(line -> MAIL.matcher(line).replaceAll("<mail>"))
                        .toList();
        String summary =
                lines.stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .findFirst()
                        .orElse("(no subject)");
        return new CommitMessage(shorten(wellFormed(summary)), String.join("\n", lines));
    }

    private static boolean namesPerson(String line) {
        return PERSON_TRAILER.matcher(line.strip().toLowerCase(Locale.ROOT)).matches();
    }

    /** The gate refuses lone surrogates, which a damaged message may hold. */
    private static String wellFormed(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
                .filter(point -> point >= 0x20 || point == '\t')
                .forEach(clean::appendCodePoint);
        return clean.isEmpty() ? "(no subject)" : clean.toString();
    }

    private static String shorten(String text) {
        return text.codePointCount(0, text.length()) <= SUMMARY_LENGTH_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SUMMARY_LENGTH_MAX - 1)) + "…";
    }
}
