package dev.goldthread.api.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;

/** JSON that somebody else wrote: bounded, no member twice, nothing behind the first value. */
public final class SafeJson {

    private static final int DEPTH_MAX = 200;
    private static final int NUMBER_LENGTH_MAX = 100;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final JsonFactory BOUNDED =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxNumberLength(NUMBER_LENGTH_MAX)
                                    .build())
                    .build();

    private static final ObjectReader JSON =
            JsonMapper.builder(BOUNDED)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    private SafeJson() {}

    /** The body's one value, missing when the body is empty. */
    public static JsonNode read(byte[] body) throws UnreadableException {
        try {
            return JSON.readValue(withoutMark(body));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String spot =
                    at == null
                            ? ""
                            : "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
            String found = e.getOriginalMessage().lines().findFirst().orElse("");
            throw found.startsWith("Duplicate")
                    ? new UnreadableException(
                            spot, "duplicate-member", found, "send each member once")
                    : new UnreadableException(
                            spot, "not-json", found, "send well-formed JSON in UTF-8");
        } catch (IOException e) {
            throw new UnreadableException(
                    "", "not-json", String.valueOf(e.getMessage()), "send JSON in UTF-8");
        }
    }

    private static byte[] withoutMark(byte[] body) {
        boolean isMarked =
                body.length >= BYTE_ORDER_MARK.length
                        && Arrays.equals(
                                body,
                                0,
                                BYTE_ORDER_MARK.length,
                                BYTE_ORDER_MARK,
                                0,
                                BYTE_ORDER_MARK.length);
        return isMarked ? Arrays.copyOfRange(body, BYTE_ORDER_MARK.length, body.length) : body;
    }
}
