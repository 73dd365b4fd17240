package dev.goldthread.api.adapter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ways in which tools write a moment, to the microsecond that an event takes. All say their
 * zone: a guess could be hours off.
 */
final class Times {

    /** Seconds since 1970 have ten digits until the year 2286, milliseconds thirteen. */
    private static final long MILLIS_MIN = 100_000_000_000L;

    private static final long MILLIS_MAX = 100_000_000_000_000L;

    private static final List<DateTimeFormatter> FORMS =
            List.of(
                    // 2021-04-28T21:50:00.123+0200, as Jira writes
                    offset("'T'", "+HHMM"),
                    // 2021-04-28 21:50:00 +0200, as GitLab writes
                    offset("' '", " +HHMM"),
                    DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT));

    private Times() {}

    private static DateTimeFormatter offset(String between, String zone) {
        DateTimeFormatterBuilder form =
                new DateTimeFormatterBuilder()
                        .appendPattern("yyyy-MM-dd" + between + "HH:mm:ss")
                        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true);
        if (zone.startsWith(" ")) {
            form.appendLiteral(' ');
        }
        return form.appendOffset(zone.strip(), "Z").toFormatter(Locale.ROOT);
    }

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            return FORMS.stream().flatMap(form -> in(form, text).stream()).findFirst();
        }
    }

    private static Optional<Instant> in(DateTimeFormatter form, String text) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(text, form).toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            return Optional.empty(); // another form may fit
        }
    }

    /** Seconds or milliseconds since 1970, told apart by their size. */
    static Instant ofEpoch(long value) {
        if (value < 0 || value > MILLIS_MAX) {
            throw new UnfitException(
                    "",
                    "time-range",
                    Long.toString(value),
                    "send seconds or milliseconds since 1970");
        }
        return value < MILLIS_MIN ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
    }
}
