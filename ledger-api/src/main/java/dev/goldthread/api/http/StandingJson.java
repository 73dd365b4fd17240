package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.component.Standing;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView.Position;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** The fixed JSON of how far an answer of one partition goes; instances read each other's. */
final class StandingJson {

    private StandingJson() {}

    /** Adds {@code offset}, where the partition has a record, and {@code logs}. */
    static void put(Standing stands, ObjectNode json) {
        stands.offset().ifPresent(offset -> json.put("offset", offset));
        ArrayNode logs = json.putArray("logs");
        stands.logs().forEach((product, end) -> logs.add(log(product, end)));
    }

    static ObjectNode log(Product product, Position end) {
        ObjectNode json = Json.object().put("product", product.name());
        return json.setAll(TraceJson.asOf(end));
    }

    static Standing read(JsonNode json) {
        SortedMap<Product, Position> logs = new TreeMap<>();
        for (JsonNode each : ToldJson.list(json, "logs")) {
            logs.put(
                    new Product(ToldJson.text(each, "product")),
                    new Position(
                            ToldJson.number(each, "seq"),
                            Instant.parse(ToldJson.text(each, "sealedAt"))));
        }
        return new Standing(
                json.has("offset")
                        ? OptionalLong.of(ToldJson.number(json, "offset"))
                        : OptionalLong.empty(),
                logs);
    }
}
