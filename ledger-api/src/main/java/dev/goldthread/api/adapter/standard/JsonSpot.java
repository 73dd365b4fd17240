package dev.goldthread.api.adapter.standard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value in a JSON body together with its place, so that what is wrong with it can be said.
 *
 * @param json may be missing or null
 * @param pointer JSON pointer (RFC 6901) into the body
 */
public record JsonSpot(JsonNode json, String pointer) {

    private static final int YEAR_MAX = 9999;

    /** The member, which may be missing. */
    public JsonSpot get(String member) {
        return new JsonSpot(
                json.path(member), pointer + "/" + member.replace("~", "~0").replace("/", "~1"));
    }

    /** Empty when it is no array. */
    public List<JsonSpot> items() {
        List<JsonSpot> items = new ArrayList<>();
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                items.add(new JsonSpot(json.get(i), pointer + "/" + i));
            }
        }
        return items;
    }

    public boolean isThere() {
        return !json.isMissingNode() && !json.isNull();
    }

    /** The text where there is one that is not blank. */
    public Optional<String> text() {
        return json.isTextual() && !json.textValue().isBlank()
                ? Optional.of(json.textValue())
                : Optional.empty();
    }

    /**
     * @throws UnfitException refused, when it is no text or blank
     */
    public String requiredText() throws UnfitException {
        if (text().isEmpty()) {
            throw refused(isThere() ? "wrong-type" : "missing", "send a text");
        }
        return json.textValue();
    }

    /**
     * @throws UnfitException refused, when it is not an object
     */
    public JsonSpot requiredObject() throws UnfitException {
        if (!json.isObject()) {
            throw refused(isThere() ? "wrong-type" : "missing", "send an object");
        }
        return this;
    }

    /**
     * @return empty when nothing is there
     * @throws UnfitException refused, when it is something else than an RFC 3339 time
     */
    public Optional<Instant> time() throws UnfitException {
        if (!isThere()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(requiredText());
            if (time.getYear() < 0 || time.getYear() > YEAR_MAX) {
                throw refused("not-a-time", "send a year of four digits");
            }
            return Optional.of(time.toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            throw refused(
                    "not-a-time",
                    "send an RFC 3339 time with its offset, for example 2026-02-05T10:02:30Z");
        }
    }

    /**
     * @throws UnfitException refused, when there is no time
     */
    public Instant requiredTime() throws UnfitException {
        Optional<Instant> time = time();
        if (time.isEmpty()) {
            throw refused("missing", "send an RFC 3339 time");
        }
        return time.get();
    }

    /** A refusal of what stands here. */
    public UnfitException refused(String rule, String remedy) {
        return UnfitException.refused(pointer, rule, isThere() ? shortened() : "nothing", remedy);
    }

    /** Containers are not printed: they may be large. */
    private String shortened() {
        return json.isValueNode() ? json.asText() : "a JSON " + json.getNodeType();
    }
}
