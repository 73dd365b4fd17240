package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.streams.query.Receipt;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import java.util.List;

/** What became of submitted events, as JSON and as one status. */
final class OutcomesJson {

    private OutcomesJson() {}

    static HttpResponse<byte[]> response(List<Outcome> outcomes) {
        long refused = count(outcomes, Outcome.Refused.class);
        return HttpResponse.<byte[]>status(status(outcomes, refused))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(Json.bytes(json(outcomes)));
    }

    static ObjectNode json(List<Outcome> outcomes) {
        ObjectNode json =
                Json.object()
                        .put("accepted", count(outcomes, Outcome.Accepted.class))
                        .put("duplicates", count(outcomes, Outcome.Duplicate.class))
                        .put("refused", count(outcomes, Outcome.Refused.class));
        ArrayNode results = json.putArray("results");
        outcomes.forEach(outcome -> results.add(result(outcome)));
        return json;
    }

    private static long count(List<Outcome> outcomes, Class<? extends Outcome> kind) {
        return outcomes.stream().filter(kind::isInstance).count();
    }

    private static HttpStatus status(List<Outcome> outcomes, long refused) {
        if (refused > 0) {
            return refused == outcomes.size()
                    ? HttpStatus.UNPROCESSABLE_ENTITY
                    : HttpStatus.MULTI_STATUS;
        }
        return outcomes.stream().allMatch(OutcomesJson::hasReceipt)
                ? HttpStatus.OK
                : HttpStatus.ACCEPTED;
    }

    private static boolean hasReceipt(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> accepted.receipt().isPresent();
            case Outcome.Duplicate _ -> true;
            case Outcome.Refused _ -> false;
        };
    }

    private static ObjectNode result(Outcome outcome) {
        ObjectNode json = Json.object();
        switch (outcome) {
            case Outcome.Accepted(var id, var product, var receipt) -> {
                json.put("status", "accepted").put("id", id.value()).put("product", product.name());
                receipt.ifPresent(each -> json.set("receipt", receipt(each)));
            }
            case Outcome.Duplicate(var id, var product, var receipt) -> {
                json.put("status", "duplicate")
                        .put("id", id.value())
                        .put("product", product.name());
                json.set("receipt", receipt(receipt));
            }
            case Outcome.Refused(var id, var product, var violations) -> {
                json.put("status", "refused");
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
