package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.graph.GraphView;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which page of a list. The mark of a page holds the position of the log that the first page stood
 * on, so that all pages are of one state while events arrive.
 *
 * @param limit how many at most, 1 to 10,000; a text, because a bean leaves out without a word what
 *     is no number
 * @param after the mark that the page before gave as {@code next}
 */
@Introspected
record PageQuery(
        @QueryValue
                @Parameter(
                        description = "How many at most, 1 to 10,000; 1,000 when not given.",
                        schema = @Schema(type = "integer", format = "int32"))
                Optional<String> limit,
        @QueryValue
                @Parameter(
                        description = "What the page before gave as next; leave out for the first.")
                Optional<String> after) {

    private static final Pattern MARK = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,9})");

    private record Mark(long seq, int from) {}

    /** The state that the page before was of; what was asked for where this is the first. */
    When of(When when) {
        return mark().map(
                        mark ->
                                new When(
                                        when.afterSeq(),
                                        Optional.of(Long.toString(mark.seq())),
                                        Optional.empty(),
                                        when.validAt()))
                .orElse(when);
    }

    /**
     * The part of the whole list that this page shows; the answer gets the mark of the next one.
     *
     * @param asOf the position that the list stands on
     */
    <T> List<T> cut(List<T> all, GraphView.Position asOf, ObjectNode answer) {
        int to = to(all.size());
        if (to < all.size()) {
            String mark = asOf.seq() + "." + to;
            answer.put(
                    "next",
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mark.getBytes(StandardCharsets.US_ASCII)));
        }
        return shown(all);
    }

    /** The part of the whole list that this page shows. */
    <T> List<T> shown(List<T> all) {
        return all.subList(from(all.size()), to(all.size()));
    }

    /** Whether no page follows this one, in a list of this length. */
    boolean ends(int length) {
        return to(length) == length;
    }

    private int from(int length) {
        return Math.min(mark().map(Mark::from).orElse(0), length);
    }

    private int to(int length) {
        return Math.min(length, from(length) + limitOrDefault());
    }

    private int limitOrDefault() {
        try {
            return Paging.limit(limit.map(Integer::valueOf));
        } catch (NumberFormatException e) {
            throw Paging.limitRange(limit.orElse(""));
        }
    }

    private Optional<Mark> mark() {
        return after.map(PageQuery::mark);
    }

    private static Mark mark(String text) {
        try {
            Matcher mark =
                    MARK.matcher(
                            new String(
                                    Base64.getUrlDecoder().decode(text),
                                    StandardCharsets.US_ASCII));
            if (mark.matches()) {
                return new Mark(Long.parseLong(mark.group(1)), Integer.parseInt(mark.group(2)));
            }
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static ProblemException malformed(String text) {
        return ProblemException.of(
                HttpStatus.BAD_REQUEST,
                "after-form",
                "after must be the next of the page before, but is %s; leave it out to begin anew"
                        .formatted(text));
    }
}
