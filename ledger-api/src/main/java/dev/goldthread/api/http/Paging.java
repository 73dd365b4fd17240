package dev.goldthread.api.http;

import dev.goldthread.core.event.Digest;
import io.micronaut.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How long pages are, and where one goes on. A cursor says of which question it is, so that it
 * cannot be handed to another one.
 */
final class Paging {

    static final int LIMIT_MAX = 10_000;
    private static final int LIMIT_USUAL = 1_000;
    private static final int MARK_LENGTH = 12;
    private static final String BETWEEN = "\n";

    private Paging() {}

    /**
     * @throws ProblemException when it is out of range
     */
    static int limit(Optional<Integer> limit) {
        int wanted = limit.orElse(LIMIT_USUAL);
        if (wanted < 1 || wanted > LIMIT_MAX) {
            throw limitRange(Integer.toString(wanted));
        }
        return wanted;
    }

    static ProblemException limitRange(String limit) {
        return ProblemException.of(
                HttpStatus.BAD_REQUEST,
                "limit-range",
                "limit must be 1 to %d, but is %s; ask for more pages instead"
                        .formatted(LIMIT_MAX, limit));
    }

    /**
     * @param question all that the pages have in common
     */
    static String cursor(Object question, List<String> place) {
        String text = mark(question) + BETWEEN + String.join(BETWEEN, place);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What {@link #cursor} was given.
     *
     * @param size of the place
     * @throws ProblemException when it is no cursor of this question
     */
    static List<String> place(Object question, String cursor, int size) {
        List<String> parts = List.of();
        try {
            byte[] text = Base64.getUrlDecoder().decode(cursor);
            parts = List.of(new String(text, StandardCharsets.UTF_8).split(BETWEEN, -1));
        } catch (IllegalArgumentException e) {
            // No cursor of ours: said below.
        }
        if (parts.size() != size + 1 || !parts.getFirst().equals(mark(question))) {
            throw foreign(cursor);
        }
        return parts.subList(1, parts.size());
    }

    /**
     * As the other, of numbers.
     *
     * @throws ProblemException when it is no cursor of this question
     */
    static List<Long> numbers(Object question, String cursor, int size) {
        List<String> place = place(question, cursor, size);
        if (!place.stream().allMatch(part -> part.matches("[0-9]{1,18}"))) {
            throw foreign(cursor);
        }
        return place.stream().map(Long::valueOf).toList();
    }

    private static ProblemException foreign(String cursor) {
        return ProblemException.of(
                HttpStatus.BAD_REQUEST,
                "foreign-cursor",
                "after must be next of an answer to the same question, but is %s; ask with the same parameters, or from the beginning"
                        .formatted(cursor));
    }

    private static String mark(Object question) {
        return Digest.sha256(question.toString()).hex().substring(0, MARK_LENGTH);
    }
}
