package dev.goldthread.core.population;

import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.population.SourceStatus.Reconciled;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a source's own list with ours, or a part of one.
 *
 * @param uri the source's
 * @param question what was listed
 * @param from begin of the time that it is about
 * @param to end of that time
 * @param part which piece of it, from 1
 */
public record Comparison(
        String uri,
        Question question,
        Instant from,
        Instant to,
        Optional<String> listDigest,
        long part,
        Reconciled result) {

    /**
     * What a source was asked for. Lists of other things say nothing of these.
     *
     * @param concerns such as the environments whose deployments are listed
     */
    record Question(String scope, List<String> listedTypes, Set<NodeRef> concerns) {

        Question {
            listedTypes = List.copyOf(listedTypes);
            concerns = Set.copyOf(concerns);
        }
    }

    /**
     * @param event of type {@link Sources#RECONCILED}
     */
    public static Comparison of(EventOutline event) {
        Map<String, Object> data = event.data().fields();
        Instant at = event.occurredAt();
        String scope = String.valueOf(data.get("scope"));
        return new Comparison(
                event.subject().id(),
                new Question(scope, texts(data.get("listedTypes")), concerns(event)),
                event.data().time("periodFromAt").orElse(Instant.MIN),
                event.data().time("periodToAt").orElse(at),
                event.data().text("listDigest"),
                number(data, "number"),
                new Reconciled(
                        event.id().value(),
                        at,
                        scope,
                        "COMPLETE".equals(String.valueOf(data.get("result"))),
                        texts(data.get("missing")),
                        texts(data.get("unexpected")),
                        1,
                        number(data, "total")));
    }

    private static Set<NodeRef> concerns(EventOutline event) {
        return event.links().stream()
                .filter(link -> link.relation().equals("concerns"))
                .map(Link::to)
                .collect(Collectors.toSet());
    }

    private static long number(Map<String, Object> data, String field) {
        return data.get("part") instanceof Map<?, ?> part
                        && part.get(field) instanceof Number number
                ? number.longValue()
                : 1;
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Whether the other one is another piece of the same list. */
    boolean isOfTheSameAs(Comparison other) {
        return question.equals(other.question)
                && from.equals(other.from)
                && to.equals(other.to)
                && listDigest.equals(other.listDigest)
                && result.parts() == other.result.parts();
    }
}
