package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What instances tell each other, member by member. A member that is missing or of another kind is
 * an error and never an empty one: else part of an answer would pass for all of it.
 */
final class ToldJson {

    private ToldJson() {}

    /**
     * @throws IllegalArgumentException unless there is such a list
     */
    static JsonNode list(JsonNode json, String member) {
        JsonNode list = json.path(member);
        if (!list.isArray()) {
            throw wrong(member, "a list", list);
        }
        return list;
    }

    /**
     * @throws IllegalArgumentException unless there is such a whole number, 0 or more
     */
    static long number(JsonNode json, String member) {
        JsonNode number = json.path(member);
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
            throw wrong(member, "a whole number from 0 on", number);
        }
        return number.asLong();
    }

    /**
     * @throws IllegalArgumentException unless there is such a text
     */
    static String text(JsonNode json, String member) {
        return text(member, json.path(member));
    }

    /**
     * @throws IllegalArgumentException unless it is one
     */
    static String text(JsonNode item) {
        return text("an item of a list", item);
    }

    private static String text(String what, JsonNode text) {
        if (!text.isTextual()) {
            throw wrong(what, "a text", text);
        }
        return text.asText();
    }

    private static IllegalArgumentException wrong(String what, String kind, JsonNode is) {
        return new IllegalArgumentException(
                "%s must be %s, but is %s; do all instances run the same version?"
                        .formatted(what, kind, is.getNodeType()));
    }
}
