package dev.goldthread.api.http;

import io.micronaut.http.HttpStatus;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One part of a content (RFC 9110 section 14.2); several parts at once are not offered. */
record ByteSpan(long first, long length) {

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

    /** All of it where no part was asked for. */
    static ByteSpan of(Optional<String> range, long size) {
        if (range.isEmpty()) {
            return new ByteSpan(0, size);
        }
        Matcher matcher = RANGE.matcher(range.get().strip());
        if (matcher.matches()) {
            long first = Long.parseLong(matcher.group(1));
            long last =
                    matcher.group(2).isEmpty()
                            ? size - 1
                            : Math.min(size - 1, Long.parseLong(matcher.group(2)));
            if (first <= last) {
                return new ByteSpan(first, last - first + 1);
            }
        }
        throw ProblemException.of(
                HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                "range",
                "Range must be bytes=first-last within %d bytes, but is \"%s\"; correct it"
                        .formatted(size, range.get()));
    }

    String header(long size) {
        return "bytes %d-%d/%d".formatted(first, first + length - 1, size);
    }
}
