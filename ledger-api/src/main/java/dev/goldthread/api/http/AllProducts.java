package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.RemoteAnswer;
import dev.goldthread.api.routing.Way;
import dev.goldthread.core.event.Product;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.LedgerQuery;
import dev.goldthread.streams.query.Presence;
import dev.goldthread.streams.query.ProductPosition;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    AllProducts(LedgerQuery query, Fellows fellows) {
        this.query = query;
        this.fellows = fellows;
    }

    /**
     * @param request in whose name other instances are asked
     * @throws NotReadyException when one partition cannot be asked: half a list would look whole
     */
    List<ProductPosition> products(HttpRequest<?> request) {
        return fellows.instances()
                .map(instances -> gathered(instances, request))
                .orElseGet(query::products);
    }

    private List<ProductPosition> gathered(Instances instances, HttpRequest<?> request) {
        return IntStream.range(0, query.partitions())
                .boxed()
                .gather(
                        Gatherers.mapConcurrent(
                                ASKED_AT_ONCE,
                                partition -> products(partition, instances, request)))
                .flatMap(List::stream)
                .toList();
    }

    private List<ProductPosition> products(
            int partition, Instances instances, HttpRequest<?> request) {
        Way way =
                instances.find(
                        partition,
                        () ->
                                Forwarded.question(
                                        "/v1/partitions/%d/products".formatted(partition),
                                        Handover.authorization(request)));
        return switch (way) {
            case Way.Here(Presence.Absent(var reason)) -> throw new NotReadyException(reason);
            case Way.Here _ -> query.products(partition);
            case Way.Elsewhere(var instance, var answer) -> {
                Handover.requireAlike(instance, answer);
                yield read(partition, answer);
            }
            case Way.Nowhere(var reasons, _) ->
                    throw new NotReadyException(String.join("; ", reasons));
        };
    }

    private static List<ProductPosition> read(int partition, RemoteAnswer answer) {
        if (answer.status() != HttpStatus.OK.getCode()) {
            throw new NotReadyException(
                    "partition %d was answered with status %d"
                            .formatted(partition, answer.status()));
        }
        JsonNode products = Json.parse(text(answer)).path("products");
        return StreamSupport.stream(products.spliterator(), false)
                .map(
                        each ->
                                new ProductPosition(
                                        new Product(each.path("product").asText()),
                                        each.path("seq").asLong(),
                                        Instant.parse(each.path("sealedAt").asText())))
                .toList();
    }

    private static String text(RemoteAnswer answer) {
        try {
            return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new NotReadyException("an instance broke off its answer: " + e);
        }
    }
}
