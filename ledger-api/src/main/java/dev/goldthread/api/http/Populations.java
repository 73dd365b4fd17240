package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.population.SourceBook;
import dev.goldthread.core.population.SourceStatus;
import dev.goldthread.core.trace.Finding;
import dev.goldthread.core.trace.Gap;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.LogTooLongException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether everything has come of the sources that an answer rests on. The graph does not keep where
 * an event came from, so the log is read for it: once as a whole, then only what is new. Of a few
 * products what was read is kept; an earlier state is read anew. Safe for any thread.
 */
@Singleton
final class Populations {

    /** Longer logs are not read for an answer, and the answer says so. */
    private static final long ENTRIES_MAX = 1_000_000;

    private static final int BOOKS_MAX = 16;

    /** What is known of the sources of an answer. */
    sealed interface Population {

        record Known(List<SourceStatus> sources) implements Population {}

        /** The log is too long to be read. */
        record Unknown(String because) implements Population {}
    }

    private final LedgerQuery query;
    private final Map<Product, SourceBook> books =
            new LinkedHashMap<>(BOOKS_MAX, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Product, SourceBook> eldest) {
                    return size() > BOOKS_MAX;
                }
            };

    Populations(LedgerQuery query) {
        this.query = query;
    }

    /**
     * Of the sources that entries of a log came from.
     *
     * @param last seq of the last entry that counts
     * @param now what silence is held against
     * @param silentAfter how long a source may say nothing; empty where nobody said
     */
    Population of(
            Product product,
            long last,
            Collection<Long> seqs,
            Instant now,
            Optional<Duration> silentAfter) {
        try {
            SourceBook book = book(product);
            synchronized (book) {
                if (book.size() <= last + 1) {
                    return new Population.Known(
                            read(product, book, last).statuses(seqs, now, silentAfter));
                }
            }
            return new Population.Known(
                    read(product, new SourceBook(), last).statuses(seqs, now, silentAfter));
        } catch (LogTooLongException e) {
            return new Population.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private SourceBook book(Product product) {
        synchronized (books) {
            return books.computeIfAbsent(product, _ -> new SourceBook());
        }
    }

    private SourceBook read(Product product, SourceBook book, long last) {
        query.scan(
                product,
                book.size(),
                last + 1,
                ENTRIES_MAX,
                (event, seal) -> book.add(event, seal.seq(), seal.sealedAt()));
        book.readTo(last + 1);
        return book;
    }

    /** HOLE, SILENT and UNRECONCILED as gaps of the sources. */
    static List<Gap> gaps(Product product, Population population) {
        return switch (population) {
            case Population.Known(List<SourceStatus> sources) ->
                    sources.stream()
                            .flatMap(
                                    status ->
                                            status.findings().stream()
                                                    .map(
                                                            found ->
                                                                    new Finding(
                                                                            found.code(),
                                                                            found.reason()))
                                                    .flatMap(
                                                            finding ->
                                                                    gap(product, status, finding)
                                                                            .stream()))
                            .toList();
            case Population.Unknown _ -> List.of();
        };
    }

    private static Optional<Gap> gap(Product product, SourceStatus status, Finding finding) {
        return Gap.of(new NodeRef(product, "Source", status.uri()), finding, Vocabulary.GOLDTHREAD);
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
