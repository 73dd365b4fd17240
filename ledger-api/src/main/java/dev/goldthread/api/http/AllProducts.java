package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.ProductPosition;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The products of the whole ledger, from whichever instances have them. */
@Singleton
final class AllProducts {

    /** So many partitions are asked at the same time. */
    private static final int ASKED_AT_ONCE = 8;

    private final LedgerQuery query;
    private final Fellows fellows;
    private final PartitionAsk ask;

    AllProducts(LedgerQuery query, Fellows fellows, PartitionAsk ask) {
        this.query = query;
        this.fellows = fellows;
        this.ask = ask;
    }

    /**
     * @param request in whose name other instances are asked
     * @throws NotReadyException when one partition cannot be asked: half a list would look whole
     */
    List<ProductPosition> products(HttpRequest<?> request) {
        return fellows.instances().isEmpty() ? query.products() : gathered(request);
    }

    private List<ProductPosition> gathered(HttpRequest<?> request) {
        return IntStream.range(0, query.partitions())
                .boxed()
                .gather(
                        Gatherers.mapConcurrent(
                                ASKED_AT_ONCE, partition -> products(partition, request)))
                .flatMap(List::stream)
                .toList();
    }

    private List<ProductPosition> products(int partition, HttpRequest<?> request) {
        String path = "/v1/partitions/%d/products".formatted(partition);
        return ask.ask(
                partition,
                () -> query.products(partition),
                () -> Forwarded.question(path, Handover.authorization(request)),
                AllProducts::read);
    }

    private static List<ProductPosition> read(JsonNode json) {
        return StreamSupport.stream(ToldJson.list(json, "products").spliterator(), false)
                .map(
                        each ->
                                new ProductPosition(
                                        new Product(ToldJson.text(each, "product")),
                                        ToldJson.number(each, "seq"),
                                        Instant.parse(ToldJson.text(each, "sealedAt"))))
                .toList();
    }
}
