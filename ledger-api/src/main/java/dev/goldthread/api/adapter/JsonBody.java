package dev.goldthread.api.adapter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.goldthread.core.event.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON that somebody else wrote: UTF-8 only, each member once, nothing after the value, and
 * within Jackson's bounds on nesting (1,000), numbers (1,000 digits) and strings.
 */
public final class JsonBody {

    private static final ObjectReader JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    private JsonBody() {}

    /**
     * @throws UnfitException naming what is wrong, and where
     */
    public static Member read(Bytes body) {
        try {
            JsonNode json = JSON.readValue(text(body));
            if (json.isMissingNode()) {
                throw new UnfitException("", "not-json", "nothing", "send a JSON body");
            }
            return Member.top(json);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    private static String text(Bytes body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnfitException(
                    "",
                    "not-utf-8",
                    "bytes that are no UTF-8",
                    "send JSON in UTF-8, the only encoding it may have between programs (RFC 8259)");
        }
    }

    private static UnfitException unreadable(JsonProcessingException e) {
        String found = e.getOriginalMessage();
        if (found.startsWith("Duplicate")) {
            String field =
                    e.getProcessor() instanceof JsonParser parser
                            ? parser.getParsingContext().pathAsPointer().toString()
                            : "";
            return new UnfitException(field, "duplicate-member", found, "send each member once");
        }
        String where =
                e.getLocation() == null
                        ? ""
                        : " at line %d, column %d"
                                .formatted(
                                        e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        return new UnfitException(
                "",
                "not-json",
                found + where,
                "send well-formed JSON, not nested deeper than 1,000");
    }
}
