package dev.goldthread.api.report;

import dev.goldthread.api.foreign.UnreadableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/**
 * The forms in which tools write when something ran. Without an offset it is UTC: the one reading
 * that is the same on every machine. Forms that two countries read differently, such as 3/5/2021,
 * are refused.
 */
final class TimeStamp {

    private static final int SECONDS_DIGITS = 10; // until the year 2286
    private static final int MILLIS_DIGITS = 13;

    /** C's asctime: {@code Sat Dec 3 23:10:07 2022}. */
    private static final DateTimeFormatter ASCTIME =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("EEE MMM ppd HH:mm:ss yyyy")
                    .toFormatter(Locale.ROOT);

    private TimeStamp() {}

    /**
     * @param spot where it stands, for the refusal
     */
    static Instant parse(String text, String spot) throws UnreadableException {
        try {
            return parse(text.strip());
        } catch (DateTimeException e) {
            throw new UnreadableException(
                    spot,
                    "time-form",
                    "timestamp " + text,
                    "send ISO 8601, as in 2026-02-21T09:30:00Z");
        }
    }

    private static Instant parse(String text) {
        if (text.matches("[0-9]+(\\.[0-9]+)?")) {
            return epoch(text);
        } else if (text.matches("[A-Za-z]{3}, .*")) {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
        } else if (text.matches("[A-Za-z]{3} .*")) {
            String padded = text.replaceFirst("^(\\w{3} \\w{3}) +(\\d) ", "$1  $2 ");
            return LocalDateTime.parse(padded, ASCTIME).toInstant(ZoneOffset.UTC);
        }
        String iso =
                text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) +", "$1T")
                        .replaceFirst(" +(UTC|GMT)$", "Z")
                        .replaceFirst(" +([+-])", "$1")
                        .replace(',', '.');
        return iso.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)$") && iso.contains("T")
                ? OffsetDateTime.parse(withColon(iso)).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    private static String withColon(String iso) {
        return iso.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")
                .replaceFirst("(T.*[+-]\\d\\d)$", "$1:00");
    }

    private static Instant epoch(String text) {
        String whole = text.replaceFirst("\\..*", "");
        return switch (whole.length()) {
            case SECONDS_DIGITS ->
                    Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000));
            case MILLIS_DIGITS -> Instant.ofEpochMilli(Long.parseLong(whole));
            default -> throw new DateTimeException("neither seconds nor milliseconds since 1970");
        };
    }
}
