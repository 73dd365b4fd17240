package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.connection.Gave;
import dev.goldthread.api.connection.Hook;
import dev.goldthread.core.event.Digest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which events a delivery gave, at once and later, with the routes that tell more of each. */
final class DeliveryJson {

    private DeliveryJson() {}

    /** The route that tells what became of a delivery, through any instance. */
    static String route(String connection, Digest body) {
        return "/v1/connections/%s/deliveries/%s".formatted(encode(connection), body.hex());
    }

    /** What became of each event, as of any submitted one, with its type and its route. */
    static List<ObjectNode> results(Hook.Submitted submitted) {
        List<ObjectNode> results = OutcomesJson.results(submitted.outcomes());
        for (int i = 0; i < results.size(); i++) {
            ObjectNode result = results.get(i);
            String type = submitted.types().get(i);
            if (!type.isEmpty()) {
                result.put("type", type);
            }
            putRoute(result);
        }
        return results;
    }

    /** The events that a journal remembers. */
    static void put(Gave gave, ObjectNode json) {
        ArrayNode events = json.putArray("events");
        for (Gave.One each : gave.named()) {
            ObjectNode event = events.addObject().put("status", each.status().text());
            each.id().ifPresent(id -> event.put("id", id));
            each.product().ifPresent(product -> event.put("product", product));
            each.type().ifPresent(type -> event.put("type", type));
            putRoute(event);
        }
        json.put("moreEvents", gave.more());
    }

    /** Of one that was refused the refusal is told; one without a name has no route. */
    private static void putRoute(ObjectNode event) {
        String product = event.path("product").asText();
        String id = event.path("id").asText();
        if (!product.isEmpty() && !id.isEmpty()) {
            String what = event.path("status").asText().equals("refused") ? "refusals" : "event";
            event.put(
                    "route",
                    "/v1/products/%s/%s?id=%s".formatted(encode(product), what, encode(id)));
        }
    }

    /** A blank would be a plus sign, which a path takes for itself. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
