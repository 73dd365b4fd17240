package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.streams.query.Receipt;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;

/** What became of submitted events, as JSON and as one status. */
final class OutcomesJson {

    private static final String ACCEPTED = "accepted";
    private static final String DUPLICATE = "duplicate";
    private static final String REFUSED = "refused";
    private static final String RECEIPT = "receipt";

    private OutcomesJson() {}

    static MutableHttpResponse<byte[]> response(List<Outcome> outcomes) {
        return of(results(outcomes));
    }

    /** Each as JSON, in order. */
    static List<ObjectNode> results(List<Outcome> outcomes) {
        return outcomes.stream().map(OutcomesJson::result).toList();
    }

    /**
     * @param results as {@link #results} makes them, here or on another instance
     */
    static MutableHttpResponse<byte[]> of(List<ObjectNode> results) {
        return of(results, body(results));
    }

    /** The same of a delivery, with the route that tells later what became of it. */
    static MutableHttpResponse<byte[]> of(List<ObjectNode> results, String delivery) {
        return of(results, body(results).put("delivery", delivery));
    }

    private static MutableHttpResponse<byte[]> of(List<ObjectNode> results, ObjectNode body) {
        return HttpResponse.<byte[]>status(status(results))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(Json.bytes(body));
    }

    static ObjectNode json(List<Outcome> outcomes) {
        return body(results(outcomes));
    }

    private static ObjectNode body(List<ObjectNode> results) {
        ObjectNode json =
                Json.object()
                        .put("accepted", count(results, ACCEPTED))
                        .put("duplicates", count(results, DUPLICATE))
                        .put("refused", count(results, REFUSED));
        json.putArray("results").addAll(results);
        return json;
    }

    private static long count(List<ObjectNode> results, String status) {
        return results.stream()
                .filter(result -> result.path("status").asText().equals(status))
                .count();
    }

    private static HttpStatus status(List<ObjectNode> results) {
        long refused = count(results, REFUSED);
        if (refused > 0) {
            return refused == results.size()
                    ? HttpStatus.UNPROCESSABLE_ENTITY
                    : HttpStatus.MULTI_STATUS;
        }
        return results.stream().allMatch(result -> result.has(RECEIPT))
                ? HttpStatus.OK
                : HttpStatus.ACCEPTED;
    }

    private static ObjectNode result(Outcome outcome) {
        ObjectNode json = Json.object();
        switch (outcome) {
            case Outcome.Accepted(var id, var product, var receipt) -> {
                json.put("status", ACCEPTED).put("id", id.value()).put("product", product.name());
                receipt.ifPresent(each -> json.set(RECEIPT, receipt(each)));
            }
            case Outcome.Duplicate(var id, var product, var receipt) -> {
                json.put("status", DUPLICATE).put("id", id.value()).put("product", product.name());
                json.set(RECEIPT, receipt(receipt));
            }
            case Outcome.Refused(var id, var product, var violations) -> {
                json.put("status", REFUSED);
                id.ifPresent(each -> json.put("id", each));
                product.ifPresent(each -> json.put("product", each));
                json.set("problem", Problem.refused(violations).json());
            }
        }
        return json;
    }

    private static ObjectNode receipt(Receipt receipt) {
        return Json.object()
                .put("product", receipt.product().name())
                .put("id", receipt.id().value())
                .put("seq", receipt.seq())
                .put("leaf", receipt.leaf().hex())
                .put("sealedAt", receipt.sealedAt().toString());
    }
}
