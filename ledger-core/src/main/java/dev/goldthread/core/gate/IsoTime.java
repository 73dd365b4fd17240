package dev.goldthread.core.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * Times as ISO 8601 text. The form that nearly every time has, {@code 2026-03-01T10:00:00Z} with or
 * without a fraction, is read and written here, since the JDK's formatters take ten times as long;
 * any other is theirs.
 */
final class IsoTime {

    /** {@code 2026-03-01T10:00:00}. */
    private static final int TO_SECONDS_LENGTH = 19;

    private static final int FRACTION_DIGITS_MAX = 9;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int WRITTEN_YEAR_MIN = 1970;
    private static final int WRITTEN_YEAR_MAX = 9999;

    private IsoTime() {}

    /**
     * Reads a time with an offset.
     *
     * @throws DateTimeParseException when it is none
     */
    static Instant parse(String text) {
        return hasPlainForm(text) ? plain(text) : OffsetDateTime.parse(text).toInstant();
    }

    private static boolean hasPlainForm(String text) {
        int length = text.length();
        return length > TO_SECONDS_LENGTH
                && text.charAt(length - 1) == 'Z'
                && isDigits(text, 0, 4)
                && text.charAt(4) == '-'
                && isUpTo(12, text, 5)
                && text.charAt(7) == '-'
                && isUpTo(31, text, 8)
                && text.charAt(10) == 'T'
                && isUpTo(23, text, 11)
                && text.charAt(13) == ':'
                && isUpTo(59, text, 14)
                && text.charAt(16) == ':'
                && isUpTo(59, text, 17)
                && hasPlainFraction(text, length - 1)
                && isDayOfMonth(text);
    }

    private static boolean hasPlainFraction(String text, int end) {
        int digits = end - TO_SECONDS_LENGTH - 1;
        return end == TO_SECONDS_LENGTH
                || (text.charAt(TO_SECONDS_LENGTH) == '.'
                        && digits >= 1
                        && digits <= FRACTION_DIGITS_MAX
                        && isDigits(text, TO_SECONDS_LENGTH + 1, end));
    }

    private static boolean isUpTo(int max, String text, int at) {
        return isDigits(text, at, at + 2) && number(text, at, at + 2) <= max;
    }

    private static boolean isDayOfMonth(String text) {
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        return month >= 1
                && day >= 1
                && day <= YearMonth.of(number(text, 0, 4), month).lengthOfMonth();
    }

    private static Instant plain(String text) {
        long day =
                LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                        .toEpochDay();
        int second = (number(text, 11, 13) * 60 + number(text, 14, 16)) * 60 + number(text, 17, 19);
        int nanos = 0;
        for (int i = 1; i <= FRACTION_DIGITS_MAX; i++) {
            int at = TO_SECONDS_LENGTH + i;
            nanos = 10 * nanos + (at < text.length() - 1 ? text.charAt(at) - '0' : 0);
        }
        return Instant.ofEpochSecond(day * SECONDS_PER_DAY + second, nanos);
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }

    /** Writes a time in UTC with no, three, six or nine digits of second. */
    static void write(Instant time, StringBuilder out) {
        LocalDateTime utc =
                LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < WRITTEN_YEAR_MIN || utc.getYear() > WRITTEN_YEAR_MAX) {
            DateTimeFormatter.ISO_INSTANT.formatTo(time, out);
            return;
        }
        out.append(utc.getYear());
        two('-', utc.getMonthValue(), out);
        two('-', utc.getDayOfMonth(), out);
        two('T', utc.getHour(), out);
        two(':', utc.getMinute(), out);
        two(':', utc.getSecond(), out);
        writeFraction(utc.getNano(), out);
        out.append('Z');
    }

    private static void two(char before, int number, StringBuilder out) {
        out.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static void writeFraction(int nanos, StringBuilder out) {
        if (nanos == 0) {
            return;
        }
        int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        int rest = nanos;
        int unit = 100_000_000;
        out.append('.');
        for (int i = 0; i < digits; i++) {
            out.append((char) ('0' + rest / unit));
            rest %= unit;
            unit /= 10;
        }
    }
}
