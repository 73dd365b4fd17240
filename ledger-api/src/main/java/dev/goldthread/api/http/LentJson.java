package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.project.StatedRow;
import dev.goldthread.streams.query.LentPiece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Pieces of logs as instances lend them to each other. */
final class LentJson {

    private LentJson() {}

    static ObjectNode of(LentPiece.Wish wish) {
        ObjectNode json = Json.object().put("product", wish.product().name());
        wish.upTo().ifPresent(seq -> json.put("upTo", seq));
        wish.recordedBy().ifPresent(time -> json.put("recordedBy", time.toString()));
        json.set("nodes", ComponentJson.refs(wish.nodes()));
        return json;
    }

    /**
     * @throws RuntimeException when it is no such wish
     */
    static LentPiece.Wish wish(JsonNode json) {
        return new LentPiece.Wish(
                new Product(ToldJson.text(json, "product")),
                json.has("upTo")
                        ? OptionalLong.of(ToldJson.number(json, "upTo"))
                        : OptionalLong.empty(),
                ComponentJson.text(json, "recordedBy").map(Instant::parse),
                ComponentJson.refs(json, "nodes"));
    }

    static ObjectNode of(LentPiece piece) {
        ObjectNode json = Json.object().put("form", StatedRow.FORM);
        piece.end().ifPresent(end -> json.set("end", TraceJson.asOf(end)));
        piece.then().ifPresent(then -> json.set("then", TraceJson.asOf(then)));
        json.set("corrected", ComponentJson.refs(piece.corrected()));
        json.put("wanted", piece.wanted());
        json.set("more", ComponentJson.refs(piece.more()));
        ArrayNode rows = json.putArray("rows");
        piece.rows().forEach(row -> rows.add(row.bytes().toBytes()));
        return json;
    }

    /**
     * @throws NotReadyException when an instance of another version says it
     * @throws RuntimeException when it is no piece
     */
    static LentPiece piece(JsonNode json) {
        String form = json.path("form").asText();
        if (!form.equals(StatedRow.FORM)) {
            throw new NotReadyException(
                    "it is lent by another version of this program: form must be %s, but is %s"
                            .formatted(StatedRow.FORM, form));
        }
        List<StatedRow> rows = new ArrayList<>();
        for (JsonNode row : ToldJson.list(json, "rows")) {
            rows.add(new StatedRow(new Bytes(Base64.getDecoder().decode(ToldJson.text(row)))));
        }
        return new LentPiece(
                position(json, "end"),
                position(json, "then"),
                Set.copyOf(ComponentJson.refs(json, "corrected")),
                Math.toIntExact(ToldJson.number(json, "wanted")),
                ComponentJson.refs(json, "more"),
                rows);
    }

    private static Optional<Position> position(JsonNode json, String member) {
        return json.has(member) ? Optional.of(position(json.path(member))) : Optional.empty();
    }

    private static Position position(JsonNode json) {
        return new Position(
                ToldJson.number(json, "seq"), Instant.parse(ToldJson.text(json, "sealedAt")));
    }
}
