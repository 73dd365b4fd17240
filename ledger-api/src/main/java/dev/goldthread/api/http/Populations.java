package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.population.SourceStatus;
import dev.goldthread.core.trace.Entries;
import dev.goldthread.core.trace.Gap;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.LogSources;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether everything has come of the sources that an answer rests on. Safe for any thread. */
@Singleton
final class Populations {

    private static final String TOO_MANY =
            "the sources have said more than %d things since, which are not read for an answer; ask for a later state"
                    .formatted(LogSources.RECOUNTED_MAX);

    /** What is known of the sources of an answer. */
    sealed interface Population {

        record Known(List<SourceStatus> sources) implements Population {}

        /** Of an earlier state that is too far back. */
        record Unknown(String because) implements Population {}
    }

    private final LedgerQuery query;

    Populations(LedgerQuery query) {
        this.query = query;
    }

    /**
     * Of the sources that entries of a log came from.
     *
     * @param asOf the last entry that counts
     * @param when what was asked for: silence is held against the clock where that is now, else
     *     against the last entry
     * @param silentAfter how long a source may say nothing; empty where nobody said
     */
    Population of(
            Product product,
            GraphView.Position asOf,
            Entries entries,
            When when,
            Optional<Duration> silentAfter) {
        Instant now = when.isNow() ? Instant.now() : asOf.sealedAt();
        return query.askIndexed(
                product,
                graph -> {
                    Set<String> uris = new TreeSet<>(entries.sources());
                    uris.addAll(LogSources.named(graph.index(), product, entries.unsaid()));
                    return LogSources.at(graph, product, asOf.seq())
                            .<Population>map(
                                    sources ->
                                            new Population.Known(
                                                    sources.statuses(uris, now, silentAfter)))
                            .orElseGet(() -> new Population.Unknown(TOO_MANY));
                });
    }

    /** HOLE, SILENT and UNRECONCILED as gaps of the sources. */
    static List<Gap> gaps(Product product, Population population) {
        return switch (population) {
            case Population.Known(List<SourceStatus> sources) ->
                    sources.stream()
                            .flatMap(
                                    status ->
                                            status.findings().stream()
                                                    .flatMap(
                                                            found ->
                                                                    gap(
                                                                            node(product, status),
                                                                            found)
                                                                            .stream()))
                            .toList();
            case Population.Unknown _ -> List.of();
        };
    }

    private static NodeRef node(Product product, SourceStatus status) {
        return new NodeRef(product, "Source", status.uri());
    }

    private static Optional<Gap> gap(NodeRef source, SourceStatus.Finding found) {
        Finding finding = new Finding(found.code(), found.reason());
        return Gap.of(source, finding, Vocabulary.GOLDTHREAD);
    }

    static ObjectNode json(Population population) {
        ObjectNode json = Json.object();
        switch (population) {
            case Population.Known(List<SourceStatus> sources) -> {
                ArrayNode all = json.putArray("sources");
                sources.forEach(status -> SourceJson.add(status, all.addObject()));
            }
            case Population.Unknown(String because) -> json.put("unknown", because);
        }
        return json;
    }

    static Optional<Duration> silentAfter(Optional<String> text) {
        try {
            return text.map(Duration::parse);
        } catch (DateTimeException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "malformed-query",
                    "silentAfter must be a duration such as PT24H, but is %s; correct it"
                            .formatted(text.orElse("")));
        }
    }
}
