package dev.goldthread.api.adapter.generic;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.goldthread.api.adapter.Member;
import dev.goldthread.api.adapter.UnfitException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a mapping takes a value from: {@code "/a/b"} is a place in the body, any other text is
 * itself, and {@code {"pointer": "/a/b", "values": {"ok": "SUCCEEDED"}}} translates what stands at
 * the place.
 */
sealed interface Expression {

    /** What it gives for a body; empty where the body has nothing there. */
    Optional<JsonNode> in(Member body);

    static Expression of(Member at) {
        if (at.json().isObject()) {
            Map<String, String> values = new HashMap<>();
            at.at("values")
                    .json()
                    .properties()
                    .forEach(each -> values.put(each.getKey(), each.getValue().asText()));
            return new Translated(pointer(at.at("pointer")), Map.copyOf(values));
        }
        return at.needText().startsWith("/") ? new Place(pointer(at)) : new Constant(at.needText());
    }

    private static String pointer(Member at) {
        String pointer = at.needText();
        try {
            JsonPointer _ = JsonPointer.compile(pointer);
            return pointer;
        } catch (IllegalArgumentException e) {
            throw new UnfitException(
                    at.pointer(), "pointer", pointer, "send a JSON pointer such as /build/number");
        }
    }

    record Constant(String text) implements Expression {
        @Override
        public Optional<JsonNode> in(Member body) {
            return Optional.of(TextNode.valueOf(text));
        }
    }

    record Place(String pointer) implements Expression {
        @Override
        public Optional<JsonNode> in(Member body) {
            return Optional.of(body.pointed(pointer)).filter(Member::isThere).map(Member::json);
        }
    }

    /** A value that no entry translates is none: the gate then says what is missing. */
    record Translated(String pointer, Map<String, String> values) implements Expression {
        @Override
        public Optional<JsonNode> in(Member body) {
            return Optional.ofNullable(values.get(body.pointed(pointer).json().asText()))
                    .map(TextNode::valueOf);
        }
    }
}
