package dev.goldthread.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.gate.GateService;
import dev.goldthread.api.routing.Forwarded;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.api.routing.Instances;
import dev.goldthread.api.routing.RemoteAnswer;
import dev.goldthread.core.event.Product;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submitted events go to the gates of the instances that own their products, because those know
 * what is sealed and give receipts; what no owner takes goes through the gate here, without a
 * receipt until a store here has it. One event may so be submitted twice, which the sealer
 * recognises.
 */
@Singleton
final class EventShares {

    private static final Logger LOG = LoggerFactory.getLogger(EventShares.class);
    private static final JsonFactory JSON = new JsonFactory();

    private final Fellows fellows;

    EventShares(Fellows fellows) {
        this.fellows = fellows;
    }

    /** The gate here: events and how long to wait for receipts, into a result of each. */
    interface OwnGate extends BiFunction<List<byte[]>, Duration, List<ObjectNode>> {}

    /** Events with one owner, by their places in the submission. */
    private record Share(int partition, List<Integer> places) {

        List<byte[]> of(List<byte[]> events) {
            return EventShares.of(events, places);
        }
    }

    /**
     * @return a result per event, in order
     */
    List<ObjectNode> submit(List<byte[]> events, HttpRequest<?> request, OwnGate gate) {
        Duration wait = PreferWait.of(request);
        if (fellows.instances().isEmpty() || Handover.isForwarded(request)) {
            return gate.apply(events, wait);
        }
        return submit(events, request, gate, wait, fellows.instances().get());
    }

    private List<ObjectNode> submit(
            List<byte[]> events,
            HttpRequest<?> request,
            OwnGate gate,
            Duration wait,
            Instances instances) {
        long startNanos = System.nanoTime();
        List<Integer> own = new ArrayList<>();
        Map<HostInfo, Share> shares = new LinkedHashMap<>();
        share(events, instances, own, shares);
        Map<Share, CompletableFuture<Optional<List<ObjectNode>>>> asked = new LinkedHashMap<>();
        shares.forEach(
                (owner, share) ->
                        asked.put(
                                share,
                                CompletableFuture.supplyAsync(
                                        () -> ask(owner, share, events, request, instances),
                                        Thread::startVirtualThread)));
        ObjectNode[] results = new ObjectNode[events.size()];
        put(results, own, own.isEmpty() ? List.of() : gate.apply(of(events, own), wait));
        asked.forEach(
                (share, answer) ->
                        put(
                                results,
                                share.places(),
                                answer.join()
                                        .orElseGet(
                                                () ->
                                                        gate.apply(
                                                                share.of(events),
                                                                left(wait, startNanos)))));
        return List.of(results);
    }

    private static void share(
            List<byte[]> events,
            Instances instances,
            List<Integer> own,
            Map<HostInfo, Share> shares) {
        Map<Integer, Optional<HostInfo>> owners = new LinkedHashMap<>();
        for (int place = 0; place < events.size(); place++) {
            int at = place;
            Optional<Integer> partition =
                    product(events.get(place)).map(instances.routing().places()::partitionOf);
            Optional<HostInfo> owner =
                    partition.flatMap(
                            each -> owners.computeIfAbsent(each, instances.routing()::otherOwner));
            owner.ifPresentOrElse(
                    each ->
                            shares.computeIfAbsent(
                                            each,
                                            _ ->
                                                    new Share(
                                                            partition.orElseThrow(),
                                                            new ArrayList<>()))
                                    .places()
                                    .add(at),
                    () -> own.add(at));
        }
    }

    /** The product that a whole JSON object names; what is broken is for the gate to refuse. */
    private static Optional<Product> product(byte[] event) {
        Optional<String> product = Optional.empty();
        try (JsonParser parser = JSON.createParser(event)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean isProduct = parser.currentName().equals("product");
                if (parser.nextToken() == JsonToken.VALUE_STRING && isProduct) {
                    product = Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
            return parser.nextToken() == null
                    ? product.filter(Product::isName).map(Product::new)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty when the owner did not take them, or nobody knows. */
    private static Optional<List<ObjectNode>> ask(
            HostInfo owner,
            Share share,
            List<byte[]> events,
            HttpRequest<?> request,
            Instances instances) {
        try {
            RemoteAnswer answer =
                    instances.ask(owner, forwarded(share.of(events), request), share.partition());
            List<ObjectNode> results = results(answer);
            if (results.size() == share.places().size()) {
                return Optional.of(results);
            }
            LOG.warn(
                    "{} answered {} events with status {} and {} results; they go through the gate here",
                    InstanceAddress.text(owner),
                    share.places().size(),
                    answer.status(),
                    results.size());
        } catch (IOException | UncheckedIOException e) {
            LOG.info("events go through the gate here: {}", e.getMessage());
        }
        return Optional.empty();
    }

    private static Forwarded forwarded(List<byte[]> events, HttpRequest<?> request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put(HttpHeaders.CONTENT_TYPE, List.of(MediaType.APPLICATION_JSON));
        Handover.authorization(request)
                .ifPresent(value -> headers.put(HttpHeaders.AUTHORIZATION, List.of(value)));
        List<String> preferred = request.getHeaders().getAll("Prefer");
        if (!preferred.isEmpty()) {
            headers.put("Prefer", preferred);
        }
        return new Forwarded(
                "POST", "/v1/events", headers, BodyPublishers.ofByteArray(array(events)));
    }

    private static byte[] array(List<byte[]> events) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        char before = '[';
        for (byte[] event : events) {
            array.write(before);
            array.writeBytes(event);
            before = ',';
        }
        array.write(']');
        return array.toByteArray();
    }

    private static List<ObjectNode> results(RemoteAnswer answer) throws IOException {
        List<ObjectNode> results = new ArrayList<>();
        if (answer.status() >= 500) {
            return results;
        }
        String text = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        for (JsonNode result : Json.parse(text).path("results")) {
            if (result instanceof ObjectNode one) {
                results.add(one);
            }
        }
        return results;
    }

    private static List<byte[]> of(List<byte[]> events, List<Integer> places) {
        return places.stream().map(events::get).toList();
    }

    private static void put(ObjectNode[] results, List<Integer> places, List<ObjectNode> of) {
        for (int i = 0; i < places.size(); i++) {
            results[places.get(i)] = of.get(i);
        }
    }

    private static Duration left(Duration wait, long startNanos) {
        Duration most = wait.compareTo(GateService.WAIT_MAX) < 0 ? wait : GateService.WAIT_MAX;
        Duration left = most.minusNanos(System.nanoTime() - startNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
