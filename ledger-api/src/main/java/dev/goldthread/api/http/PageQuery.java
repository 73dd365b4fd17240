package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.trace.PendingWork;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which page of a list. The mark of a page holds the position of the log that the first page stood
 * on, so that all pages are of one state while events arrive, and says of which question it is: it
 * would cut another list at a place of this one, or answer about a state that was not asked for.
 *
 * @param limit how many at most, 1 to 10,000; a text, because a bean leaves out without a word what
 *     is no number
 * @param after the mark that the page before gave as {@code next}
 * @param request the question: its path, and every parameter that is not about the page
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
                Optional<String> after,
        @Parameter(hidden = true) HttpRequest<?> request) {

    /** What may be another for each page of one list: no list is another by it. */
    private static final Set<String> OF_THE_PAGE = Set.of("limit", "after", "afterSeq");

    /** What is told beside a list by it, and no list is another by it. */
    private static final Set<String> BESIDE_THE_LIST = Set.of("silentAfter");

    private record Mark(long seq, long from) {}

    /**
     * Path and parameters as sent, and in no order: what is written in another way is refused, not
     * guessed to be the same.
     */
    private record Question(String path, Map<String, List<String>> parameters) {}

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
            goesOn(to, asOf, answer);
        }
        return shown(all);
    }

    /** The answer gets the mark of the page that begins at that place of the whole list. */
    void goesOn(int place, GraphView.Position asOf, ObjectNode answer) {
        List<String> mark = List.of(Long.toString(asOf.seq()), Integer.toString(place));
        answer.put("next", Paging.cursor(question(), mark));
    }

    /** What this page shows of a list whose length nobody knows yet. */
    PendingWork.Slice slice(int walksMax) {
        return new PendingWork.Slice(from(Integer.MAX_VALUE), limitOrDefault(), walksMax);
    }

    /** The part of the whole list that this page shows. */
    <T> List<T> shown(List<T> all) {
        return all.subList(from(all.size()), to(all.size()));
    }

    boolean isFirst() {
        return after.isEmpty();
    }

    /** Whether no page follows this one, in a list of this length. */
    boolean ends(int length) {
        return to(length) == length;
    }

    private int from(int length) {
        return (int) Math.min(mark().map(Mark::from).orElse(0L), length);
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
        return after.map(
                text -> {
                    List<Long> place = Paging.numbers(question(), text, 2);
                    return new Mark(place.getFirst(), place.getLast());
                });
    }

    /** All that the pages of one list have in common. */
    Object question() {
        return asked();
    }

    /** What the list depends on that they are cut from; of a question that is more. */
    Object list() {
        Question asked = asked();
        asked.parameters().keySet().removeAll(BESIDE_THE_LIST);
        return asked;
    }

    private Question asked() {
        Map<String, List<String>> parameters = new TreeMap<>(request.getParameters().asMap());
        parameters.keySet().removeAll(OF_THE_PAGE);
        return new Question(request.getUri().getPath(), parameters);
    }
}
