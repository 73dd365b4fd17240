package dev.goldthread.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a request body into the bytes of its events, so that each is parsed once, by the gate, and
 * one that is broken does not spoil the others.
 */
final class EventBatch {

    static final int BODY_BYTES_MAX = 32 * 1024 * 1024;
    static final int EVENTS_MAX = 10_000;

    private static final JsonFactory JSON = new JsonFactory();

    private EventBatch() {}

    /**
     * One object, or the elements of an array.
     *
     * @throws ProblemException 400 when the body is neither, 413 when it has too many elements
     */
    static List<byte[]> ofJson(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_ARRAY) {
                requireObject(first);
                parser.skipChildren();
                requireEnd(parser);
                return List.of(body);
            }
            List<byte[]> events = elements(parser, body);
            requireEnd(parser);
            return events;
        } catch (IOException e) {
            throw notJson(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static List<byte[]> elements(JsonParser parser, byte[] body) throws IOException {
        List<byte[]> events = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            long from = parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            long to = parser.currentLocation().getByteOffset();
            add(events, body, (int) from, (int) to);
        }
        return events;
    }

    /**
     * One event per line; blank lines do not count.
     *
     * @throws ProblemException 413 when there are too many
     */
    static List<byte[]> ofLines(byte[] body) {
        List<byte[]> events = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= body.length; at++) {
            if (at == body.length || body[at] == '\n') {
                if (!isBlank(body, from, at)) {
                    add(events, body, from, at);
                }
                from = at + 1;
            }
        }
        return events;
    }

    private static void add(List<byte[]> events, byte[] body, int from, int to) {
        if (events.size() == EVENTS_MAX) {
            throw ProblemException.of(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "too-many-events",
                    "a request has at most %d events; send them in several requests"
                            .formatted(EVENTS_MAX));
        }
        events.add(Arrays.copyOfRange(body, from, to));
    }

    private static boolean isBlank(byte[] body, int from, int to) {
        for (int at = from; at < to; at++) {
            if (body[at] > ' ' || body[at] < 0) {
                return false;
            }
        }
        return true;
    }

    private static void requireObject(JsonToken first) {
        if (first != JsonToken.START_OBJECT) {
            throw notJson(first == null ? "the body is empty" : "the body starts with " + first);
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw notJson("something follows the first value");
        }
    }

    private static ProblemException notJson(String because) {
        return ProblemException.of(
                HttpStatus.BAD_REQUEST,
                "not-json",
                "%s; send a JSON object, a JSON array of objects, or one object per line as application/x-ndjson"
                        .formatted(because));
    }
}
