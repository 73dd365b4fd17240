package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.OwnLogView;
import dev.goldthread.core.population.SourceStatus;
import dev.goldthread.core.population.Sources;
import dev.goldthread.core.trace.Entries;
import dev.goldthread.core.trace.Gap;
import dev.goldthread.streams.project.GraphReader;
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
import java.util.function.Function;

/** Whether everything has come of the sources that an answer rests on. Safe for any thread. */
@Singleton
final class Populations {

    private static final String TOO_MANY =
            "the sources have said more than %d things since, or of a time of validity at all, which are not read for an answer; ask for a later state, without validAt"
                    .formatted(LogSources.RECOUNTED_MAX);

    /** What is known of the sources of an answer. */
    sealed interface Population {

        record Known(List<SourceStatus> sources) implements Population {}

        /** Of an earlier state that is too far back. */
        record Unknown(String because) implements Population {}
    }

    /** What is known of all sources of a product, and where its log ended. */
    record WholeLog(GraphView.Position asOf, Population population) {}

    private final LedgerQuery query;

    Populations(LedgerQuery query) {
        this.query = query;
    }

    /**
     * Of the sources that entries of a log came from, as {@link #all} tells of them.
     *
     * @param asOf the last entry that counts
     * @param silentAfter how long a source may say nothing; empty where nobody said
     */
    Population of(
            Product product,
            GraphView.Position asOf,
            Entries entries,
            When when,
            Optional<Duration> silentAfter) {
        return query.askIndexed(
                product,
                graph -> {
                    Set<String> uris = new TreeSet<>(entries.sources());
                    uris.addAll(LogSources.named(graph.index(), product, entries.unsaid()));
                    return population(
                            graph,
                            product,
                            when,
                            asOf,
                            sources -> sources.statuses(uris, now(when, asOf), silentAfter));
                });
    }

    /**
     * Of all sources of a product.
     *
     * @param asOf the state of the log that counts; of a further page that of the first one
     * @param when as it was asked for, by which silence is judged
     * @return empty where the product had no event then
     */
    static Optional<WholeLog> all(
            GraphReader graph,
            Product product,
            AsOf asOf,
            When when,
            Optional<Duration> silentAfter) {
        return asOf.of(OwnLogView.of(graph, product), product)
                .position(product)
                .map(
                        end ->
                                new WholeLog(
                                        end,
                                        population(
                                                graph,
                                                product,
                                                when,
                                                end,
                                                sources ->
                                                        sources.statuses(
                                                                now(when, end), silentAfter))));
    }

    /** Of a time of validity only what had happened by then was said. */
    private static Population population(
            GraphReader graph,
            Product product,
            When when,
            GraphView.Position end,
            Function<Sources, List<SourceStatus>> asked) {
        Optional<Instant> validAt = when.asOf().validAt();
        Optional<Sources> sources =
                validAt.isPresent()
                        ? LogSources.at(graph, product, end.seq(), validAt.get())
                        : LogSources.at(graph, product, end.seq());
        return sources.<Population>map(all -> new Population.Known(asked.apply(all)))
                .orElseGet(() -> new Population.Unknown(TOO_MANY));
    }

    /** What silence is held against: the time that is asked about. */
    private static Instant now(When when, GraphView.Position end) {
        return when.isNow() ? Instant.now() : when.asOf().validAt().orElse(end.sealedAt());
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
            Optional<Duration> silence = text.map(Duration::parse);
            if (silence.filter(each -> !each.isPositive()).isPresent()) {
                throw ProblemException.of(
                        HttpStatus.BAD_REQUEST,
                        "duration-range",
                        "silentAfter must be longer than nothing, but is %s; give how long a source may say nothing, such as PT24H"
                                .formatted(text.orElse("")));
            }
            return silence;
        } catch (DateTimeException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "malformed-query",
                    "silentAfter must be a duration such as PT24H, but is %s; correct it"
                            .formatted(text.orElse("")));
        }
    }
}
