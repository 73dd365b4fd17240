package dev.goldthread.api.adapter;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Other people's texts, cut to what an event takes. */
public final class Texts {

    private static final int LINE_LENGTH_MAX = 300;
    private static final int PROSE_LENGTH_MAX = 20_000;

    /** Looking for mail addresses takes the square of a line's length. */
    private static final int PROSE_LINE_LENGTH_MAX = 2_000;

    private static final int ID_HEX_DIGITS = 32;

    private static final Pattern MAIL = Pattern.compile("<?[^\\s<>@]+@[^\\s<>@]+>?");
    private static final Pattern STEERING = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");
    private static final Pattern PERSON_LINE =
            Pattern.compile("(?i)[a-z-]+-by\\s*:.*"); // trailers such as Signed-off-by

    private Texts() {}

    /**
     * The first line that says something: shortened, without mail addresses, and without characters
     * that steer a terminal. Lines that only name persons are passed over.
     */
    public static Optional<String> line(String text) {
        return text.lines()
                .map(line -> cut(line.strip(), LINE_LENGTH_MAX))
                .filter(line -> !PERSON_LINE.matcher(line).matches())
                .map(Texts::clean)
                .filter(line -> !line.isBlank())
                .findFirst();
    }

    /** A text of several lines, cut at a bound, by the same rules. */
    public static String prose(String text) {
        return cut(text.strip(), PROSE_LENGTH_MAX)
                .lines()
                .map(line -> cut(line, PROSE_LINE_LENGTH_MAX))
                .filter(line -> !PERSON_LINE.matcher(line).matches())
                .map(Texts::clean)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String clean(String line) {
        String harmless = LONE_SURROGATE.matcher(line).replaceAll("\uFFFD");
        return MAIL.matcher(STEERING.matcher(harmless).replaceAll(" "))
                .replaceAll("<mail>")
                .strip();
    }

    /** Never cuts a character in two. */
    private static String cut(String text, int lengthMax) {
        if (text.length() <= lengthMax) {
            return text;
        }
        int end =
                Character.isHighSurrogate(text.charAt(lengthMax - 2))
                        ? lengthMax - 2
                        : lengthMax - 1;
        return text.substring(0, end) + "…";
    }

    /**
     * An event id of parts that a retry has again: readable where it is short enough and plain,
     * else with their digest.
     *
     * @param connection keeps two connections apart that hear of the same thing
     * @param kind what it is about, short
     * @param parts the tool's own ids, in a fixed order
     */
    public static String eventId(String connection, String kind, List<String> parts) {
        String plain = "%s:%s:%s".formatted(connection, kind, String.join(":", parts));
        boolean fits =
                plain.length() <= EventId.LENGTH_MAX
                        && plain.chars().allMatch(c -> c > ' ' && c < 127);
        return fits
                ? plain
                : "%s:%s:%s"
                        .formatted(
                                connection,
                                kind,
                                Digest.sha256(String.join("\n", parts))
                                        .hex()
                                        .substring(0, ID_HEX_DIGITS));
    }
}
