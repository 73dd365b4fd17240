package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.CorrectedInPart;
import dev.goldthread.core.trace.Marked;
import dev.goldthread.core.trace.PartMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The mark of a correction of a part, on each node that an answer names, and the list of all that
 * the answer was made from. Where nothing was corrected in part neither of them is there.
 */
final class PartMarksJson {

    private static final String ALL = "correctedInPart";

    private PartMarksJson() {}

    /** Adds the list of all to what an answer tells. */
    static <T> Function<Marked<T>, ObjectNode> telling(
            Product home, BiFunction<T, PartMarks, ObjectNode> json) {
        return marked -> {
            ObjectNode answer = json.apply(marked.answer(), marked.marks());
            putAll(
                    marked.marks(),
                    (node, parts) -> put(parts, home, TraceJson.ref(home, node)),
                    answer);
            return answer;
        };
    }

    /** The same in an answer that is about many products. */
    static void putAll(PartMarks marks, ObjectNode answer) {
        putAll(marks, (node, parts) -> put(parts, ComponentJson.ref(node)), answer);
    }

    private static void putAll(
            PartMarks marks,
            BiFunction<NodeRef, List<CorrectedInPart>, ObjectNode> shape,
            ObjectNode answer) {
        if (!marks.isEmpty()) {
            ArrayNode all = answer.putArray(ALL);
            marks.nodes().forEach((node, parts) -> all.add(shape.apply(node, parts)));
        }
    }

    /**
     * Marks a node.
     *
     * @param home the product that needs no name
     */
    static ObjectNode put(List<CorrectedInPart> parts, Product home, ObjectNode node) {
        for (CorrectedInPart part : parts) {
            ObjectNode mark = mark(part, node);
            if (!part.product().equals(home)) {
                mark.put("product", part.product().name());
            }
        }
        return node;
    }

    /** As the other, in an answer that is about many products. */
    static ObjectNode put(List<CorrectedInPart> parts, ObjectNode node) {
        parts.forEach(part -> mark(part, node).put("product", part.product().name()));
        return node;
    }

    /** A node rests on several events, so its mark says which one is meant. */
    private static ObjectNode mark(CorrectedInPart part, ObjectNode node) {
        ObjectNode mark = TraceJson.mark(part).put("corrects", part.event().value());
        node.withArray(TraceJson.IN_PART).add(mark);
        return mark;
    }

    /** Tells another instance, which reads it with {@link #told}: also that there are none. */
    static void tell(PartMarks marks, ObjectNode json) {
        json.putArray(ALL);
        putAll(marks, json);
    }

    /**
     * @throws IllegalArgumentException unless it was told
     */
    static PartMarks told(JsonNode json) {
        Map<NodeRef, List<CorrectedInPart>> marks = new TreeMap<>();
        for (JsonNode node : ToldJson.list(json, ALL)) {
            List<CorrectedInPart> parts = new ArrayList<>();
            for (JsonNode mark : ToldJson.list(node, TraceJson.IN_PART)) {
                List<String> fields = new ArrayList<>();
                ToldJson.list(mark, "fields").forEach(field -> fields.add(ToldJson.text(field)));
                parts.add(
                        new CorrectedInPart(
                                new Product(ToldJson.text(mark, "product")),
                                new EventId(ToldJson.text(mark, "corrects")),
                                new EventId(ToldJson.text(mark, "event")),
                                fields));
            }
            marks.put(ComponentJson.ref(node), parts);
        }
        return new PartMarks(marks);
    }
}
