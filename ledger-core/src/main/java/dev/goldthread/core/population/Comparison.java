package dev.goldthread.core.population;

import dev.goldthread.core.event.EncodedData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.population.SourceStatus.Reconciled;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    static final Comparator<Comparison> BY_TIME =
            Comparator.comparing(Comparison::result, Reconciled.BY_TIME);

    /**
     * What a source was asked for. Lists of other things say nothing of these.
     *
     * @param concerns such as the environments whose deployments are listed
     */
    public record Question(String scope, List<String> listedTypes, Set<NodeRef> concerns) {

        public Question {
            listedTypes = List.copyOf(listedTypes);
            concerns = Set.copyOf(concerns);
        }

        /**
         * A list of tickets knows of no deployment. What a list says of its types stands; one from
         * before lists could say it is of deployments when that is all that its scope says, as
         * {@code reconcile} wrote it. Else the scope is text for people, which proves nothing.
         */
        public boolean isOfDeployments() {
            return listedTypes.isEmpty()
                    ? scope.strip().equals("deployments")
                    : listedTypes.contains("Deployment");
        }
    }

    /** Which list it is a piece of: the same one may be held against ours more than once. */
    record Listing(
            String uri,
            Question question,
            Instant from,
            Instant to,
            Optional<String> listDigest,
            long parts) {}

    /**
     * @param event of type {@link Sources#RECONCILED}
     */
    public static Comparison of(EventOutline event) {
        return of(
                event.subject().id(),
                event.id(),
                event.occurredAt(),
                event.data(),
                concerns(event));
    }

    /**
     * @param concerns what the event that said so links as such
     */
    public static Comparison of(
            String uri, EventId event, Instant at, EncodedData said, Set<NodeRef> concerns) {
        Map<String, Object> data = said.fields();
        String scope = String.valueOf(data.get("scope"));
        Optional<String> contradiction = contradiction(said);
        return new Comparison(
                uri,
                new Question(scope, texts(data.get("listedTypes")), concerns),
                said.time("periodFromAt").orElse(Instant.MIN),
                said.time("periodToAt").orElse(at),
                said.text("listDigest"),
                number(data, "number"),
                new Reconciled(
                        event.value(),
                        at,
                        scope,
                        saysThatItAgrees(said) && contradiction.isEmpty(),
                        contradiction,
                        texts(data.get("missing")),
                        texts(data.get("unexpected")),
                        1,
                        number(data, "total")));
    }

    /**
     * Whether the event says so; what it says beside may {@linkplain #contradiction contradict}.
     */
    private static boolean saysThatItAgrees(EncodedData data) {
        return data.text("result").equals(Optional.of("COMPLETE"));
    }

    /**
     * Why a comparison that says that it agrees does not, by what it says itself: it names what
     * differs, or counts more or less than it found. The one notion of it for whatever rests on
     * comparisons.
     *
     * @param data of an event of type {@link Sources#RECONCILED}
     */
    private static Optional<String> contradiction(EncodedData data) {
        Map<String, Object> fields = data.fields();
        long named =
                Stream.of("missing", "unexpected")
                        .mapToLong(field -> texts(fields.get(field)).size())
                        .sum();
        Optional<Long> listed = count(fields, "listedCount");
        Optional<Long> recorded = count(fields, "recordedCount");
        if (!saysThatItAgrees(data) || (named == 0 && listed.equals(recorded))) {
            return Optional.empty();
        }
        return Optional.of(
                named > 0
                        ? "says that it agrees, but names %d that differ".formatted(named)
                        : "says that it agrees, but lists %d, of which the ledger had %d"
                                .formatted(listed.orElse(0L), recorded.orElse(0L)));
    }

    private static Optional<Long> count(Map<String, Object> fields, String field) {
        return fields.get(field) instanceof Number count
                ? Optional.of(count.longValue())
                : Optional.empty();
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

    /**
     * The same, where what the ledger has itself speaks against it.
     *
     * @param flaws why lists that say that they agree do not, by their event
     */
    public Comparison contradictedBy(Map<EventId, String> flaws) {
        String flaw = flaws.get(new EventId(result.event()));
        return flaw == null
                ? this
                : new Comparison(
                        uri, question, from, to, listDigest, part, result.contradicted(flaw));
    }

    Listing list() {
        return new Listing(uri, question, from, to, listDigest, result.parts());
    }
}
