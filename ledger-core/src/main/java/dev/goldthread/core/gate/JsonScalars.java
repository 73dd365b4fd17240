package dev.goldthread.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.event.Bytes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads single JSON values, giving null where one breaks a rule, which is noted as violation. */
final class JsonScalars {

    private static final String TIME_REMEDY =
            "send an ISO 8601 time with offset and at most microseconds, such as 2026-03-01T10:00:00Z";

    private final List<Violation> violations;

    JsonScalars(List<Violation> violations) {
        this.violations = violations;
    }

    @Nullable String readText(JsonNode json, Place at) {
        if (!json.isTextual()) {
            refuse(at, "wrong-type", json, "send a text");
            return null;
        }
        String text = json.textValue();
        if (text.isBlank()) {
            refuse(
                    at,
                    "blank",
                    json,
                    "send a text with content, or leave the member out if it is optional");
            return null;
        }
        if (hasLoneSurrogate(text)) {
            refuse(at, "wrong-type", json, "send well-formed Unicode, without lone surrogates");
            return null;
        }
        return text;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    @Nullable String readSymbol(JsonNode json, ValueShape.Symbol shape, Place at) {
        Schema symbols = shape.symbols();
        if (!json.isTextual()) {
            refuse(at, "wrong-type", json, "send one of " + symbols.getEnumSymbols());
            return null;
        }
        if (!symbols.hasEnumSymbol(json.textValue())) {
            refuse(at, "unknown-symbol", json, "send one of " + symbols.getEnumSymbols());
            return null;
        }
        return json.textValue();
    }

    @Nullable Boolean readTruth(JsonNode json, Place at) {
        if (!json.isBoolean()) {
            refuse(at, "wrong-type", json, "send true or false");
            return null;
        }
        return json.booleanValue();
    }

    @Nullable Long readInteger(JsonNode json, ValueShape.Whole shape, Place at) {
        if (!json.isIntegralNumber()) {
            refuse(at, "wrong-type", json, "send an integer");
            return null;
        }
        long max = shape.max();
        if (!json.canConvertToLong() || Math.abs(json.longValue()) > max) {
            refuse(at, "range", json, "send an integer between -%d and %d".formatted(max, max));
            return null;
        }
        return json.longValue();
    }

    @Nullable Instant readTime(JsonNode json, Place at) {
        if (!json.isTextual()) {
            refuse(at, "wrong-type", json, TIME_REMEDY);
            return null;
        }
        try {
            Instant time = IsoTime.parse(json.textValue());
            if (time.truncatedTo(ChronoUnit.MICROS).equals(time) && !time.isBefore(Instant.EPOCH)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // falls through to the refusal, which names the value and the form
        }
        refuse(at, "time-form", json, TIME_REMEDY);
        return null;
    }

    @Nullable Bytes readBase64(JsonNode json, Place at) {
        try {
            return new Bytes(Base64.getDecoder().decode(json.asText()));
        } catch (IllegalArgumentException e) {
            refuse(at, "wrong-type", json, "send standard base64");
            return null;
        }
    }

    @Nullable Bytes readHex(JsonNode json, Place at) {
        try {
            return new Bytes(HexFormat.of().parseHex(json.asText()));
        } catch (IllegalArgumentException e) {
            refuse(at, "wrong-type", json, "send hexadecimal digits");
            return null;
        }
    }

    void refuse(Place at, String rule, JsonNode found, String remedy) {
        violations.add(new Violation(at.pointer(), rule, found.toString(), remedy));
    }
}
