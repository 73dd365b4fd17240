package dev.goldthread.api.foreign;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
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
import java.util.Arrays;

/**
 * JSON in UTF-8 that can be read in one way only: no member twice, nothing behind the value, and
 * bounds on depth and numbers (RFC 8259). Stateless, safe for any thread.
 */
public final class StrictJson {

    /** Deeper than any tool or standard nests; a body of brackets costs nothing. */
    static final int DEPTH_MAX = 200;

    /** Digits of the longest number; those that anybody needs fit into 64 bits. */
    static final int NUMBER_LENGTH_MAX = 100;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final ObjectReader READER =
            JsonMapper.builder(
                            new JsonFactoryBuilder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH_MAX)
                                                    .maxNumberLength(NUMBER_LENGTH_MAX)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    private StrictJson() {}

    /** The one value of a body. */
    public static JsonNode read(byte[] utf8) throws UnreadableException {
        return read(utf8, "");
    }

    /**
     * The one value of a text. A byte order mark before it is passed over (RFC 8259, 8.1): programs
     * under Windows write one.
     *
     * @param pointer where the text stands in a body; empty for the body itself
     * @throws UnreadableException naming the place by its JSON pointer
     */
    public static JsonNode read(byte[] utf8, String pointer) throws UnreadableException {
        requireUtf8(utf8, pointer);
        int from = isMarked(utf8) ? BYTE_ORDER_MARK.length : 0;
        try {
            JsonNode json = READER.readValue(utf8, from, utf8.length - from);
            if (json == null || json.isMissingNode()) {
                throw new UnreadableException(
                        pointer, "not-json", "nothing", "send one JSON value in UTF-8");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw unreadable(e, pointer);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** Jackson guesses UTF-16 and UTF-32, and lets some broken UTF-8 pass. */
    private static void requireUtf8(byte[] bytes, String pointer) throws UnreadableException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new UnreadableException(
                    pointer, "not-utf-8", bytes.length + " bytes", "send the text in UTF-8");
        }
        for (byte each : bytes) {
            if (each == 0) {
                throw new UnreadableException(
                        pointer, "not-json", "a zero byte", "send JSON in UTF-8, not UTF-16");
            }
        }
    }

    private static boolean isMarked(byte[] bytes) {
        int length = BYTE_ORDER_MARK.length;
        return bytes.length >= length
                && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length);
    }

    private static UnreadableException unreadable(JsonProcessingException e, String pointer) {
        String at = pointer + place(e);
        String found = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        if (e instanceof StreamConstraintsException) {
            return new UnreadableException(
                    at,
                    "too-deep-or-long",
                    found,
                    "send at most %d levels and numbers of at most %d digits"
                            .formatted(DEPTH_MAX, NUMBER_LENGTH_MAX));
        } else if (found.startsWith("Duplicate")) {
            return new UnreadableException(at, "duplicate-member", found, "send each member once");
        }
        return new UnreadableException(
                at, "not-json", found + line(e), "send one well-formed JSON value in UTF-8");
    }

    private static String place(JsonProcessingException e) {
        return e.getProcessor() instanceof JsonParser parser
                ? parser.getParsingContext().pathAsPointer().toString()
                : "";
    }

    private static String line(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}
