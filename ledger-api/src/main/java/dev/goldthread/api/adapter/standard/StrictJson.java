package dev.goldthread.api.adapter.standard;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON in UTF-8 that can be read in one way only: no member twice, nothing behind the value, and
 * bounds on depth and numbers (RFC 8259). Stateless, safe for any thread.
 */
public final class StrictJson {

    /** Deeper than any of the standards nests; a body of brackets costs nothing. */
    static final int DEPTH_MAX = 200;

    /** Digits of the longest number; every number of the standards fits into 64 bits. */
    static final int NUMBER_LENGTH_MAX = 100;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(DEPTH_MAX)
                                .maxNumberLength(NUMBER_LENGTH_MAX)
                                .build());
    }

    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private StrictJson() {}

    /**
     * @param pointer where the text stands in the body; empty for the body itself
     * @throws UnfitException refused, naming the place
     */
    public static JsonSpot read(byte[] utf8, String pointer) throws UnfitException {
        requireUtf8(utf8, pointer);
        try {
            JsonNode json = READER.readValue(utf8);
            if (json == null || json.isMissingNode()) {
                throw UnfitException.refused(
                        pointer, "not-json", "nothing", "send one JSON value in UTF-8");
            }
            return new JsonSpot(json, pointer);
        } catch (JsonProcessingException e) {
            throw unreadable(e, pointer);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** Jackson guesses UTF-16 and UTF-32, and lets some broken UTF-8 pass. */
    private static void requireUtf8(byte[] bytes, String pointer) throws UnfitException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw UnfitException.refused(
                    pointer, "not-utf-8", bytes.length + " bytes", "send the text in UTF-8");
        }
        for (byte each : bytes) {
            if (each == 0) {
                throw UnfitException.refused(
                        pointer, "not-json", "a zero byte", "send JSON in UTF-8, not UTF-16");
            }
        }
    }

    private static UnfitException unreadable(JsonProcessingException e, String pointer) {
        String at = pointer + place(e);
        String found = e.getOriginalMessage();
        if (e instanceof StreamConstraintsException) {
            return UnfitException.refused(
                    at,
                    "too-deep-or-long",
                    found,
                    "send at most %d levels and numbers of at most %d digits"
                            .formatted(DEPTH_MAX, NUMBER_LENGTH_MAX));
        } else if (found != null && found.startsWith("Duplicate")) {
            return UnfitException.refused(at, "duplicate-member", found, "send each member once");
        }
        return UnfitException.refused(
                at,
                "not-json",
                found == null ? "no message" : found,
                "send one well-formed JSON value in UTF-8");
    }

    private static String place(JsonProcessingException e) {
        return e.getProcessor() instanceof JsonParser parser
                ? parser.getParsingContext().pathAsPointer().toString()
                : "";
    }
}
