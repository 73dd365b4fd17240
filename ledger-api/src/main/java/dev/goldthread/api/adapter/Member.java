package dev.goldthread.api.adapter;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A place in a JSON body, there or not, and what stands there.
 *
 * @param json missing where the body has no such place
 * @param pointer its place (RFC 6901)
 */
public record Member(JsonNode json, String pointer) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern ONLY_ZEROS = Pattern.compile("0+");
    private static final int YEAR_MAX = 9999;

    public static Member top(JsonNode json) {
        return new Member(json, "");
    }

    /**
     * @param path names of members, joined by slashes
     */
    public Member at(String path) {
        Member place = this;
        for (String name : path.split("/", -1)) {
            place = place.get(name);
        }
        return place;
    }

    /** The member of this name, which may hold slashes. */
    public Member get(String name) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        return new Member(json.path(name), pointer + "/" + escaped);
    }

    /** The place with this pointer. */
    public Member pointed(String jsonPointer) {
        return new Member(json.at(JsonPointer.compile(jsonPointer)), pointer + jsonPointer);
    }

    /** Whether something other than null stands there. */
    public boolean isThere() {
        return !json.isMissingNode() && !json.isNull();
    }

    /** The items of an array; none where there is no array. */
    public List<Member> items() {
        return json.isArray()
                ? IntStream.range(0, json.size())
                        .mapToObj(i -> new Member(json.path(i), pointer + "/" + i))
                        .toList()
                : List.of();
    }

    /** The text there, without blanks around it; empty where there is none. */
    public Optional<String> text() {
        return json.isTextual()
                ? Optional.of(json.textValue().strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** A key that tools write as a text or as a whole number. */
    public Optional<String> key() {
        return json.isIntegralNumber() ? Optional.of(json.asText()) : text();
    }

    /** Whether true stands there. */
    public boolean isTrue() {
        return json.isBoolean() && json.booleanValue();
    }

    /** A whole number that fits; empty for anything else. */
    public Optional<Long> number() {
        return json.isIntegralNumber() && json.canConvertToLong()
                ? Optional.of(json.longValue())
                : Optional.empty();
    }

    /** The commit there; empty for the row of zeros that stands for none. */
    public Optional<String> commit() {
        return text().filter(text -> COMMIT.matcher(text).matches())
                .filter(text -> !ONLY_ZEROS.matcher(text).matches());
    }

    /** A time as tools write it, in any of their ways; empty for anything else. */
    public Optional<Instant> time() {
        return number().map(Times::ofEpoch).or(() -> text().flatMap(Times::parse));
    }

    /**
     * A time as standards ask for it.
     *
     * @return empty when nothing is there
     * @throws UnfitException when it is something else than an RFC 3339 time
     */
    public Optional<Instant> rfc3339() {
        if (!isThere()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(exactText());
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

    public String needText() {
        return text().orElseThrow(() -> unfit("a text"));
    }

    /** The text as it stands, blanks and all: what was signed must not be tidied. */
    public String exactText() {
        needText();
        return json.textValue();
    }

    public String needKey() {
        return key().orElseThrow(() -> unfit("a text or a whole number"));
    }

    public long needNumber() {
        return number().orElseThrow(() -> unfit("a whole number"));
    }

    public String needCommit() {
        return commit().orElseThrow(() -> unfit("a full commit sha in lower case"));
    }

    public Instant needTime() {
        return time().orElseThrow(() -> unfit("a time"));
    }

    public Instant needRfc3339() {
        return rfc3339().orElseThrow(() -> unfit("an RFC 3339 time"));
    }

    /** This place, where it is an object. */
    public Member needObject() {
        if (!json.isObject()) {
            throw unfit("an object");
        }
        return this;
    }

    private UnfitException unfit(String wanted) {
        return refused(isThere() ? "wrong-value" : "missing", "send " + wanted + " there");
    }

    /** A refusal of what stands here. */
    public UnfitException refused(String rule, String remedy) {
        return new UnfitException(pointer, rule, isThere() ? shortened() : "nothing", remedy);
    }

    /** Containers are not printed: they may be large. */
    private String shortened() {
        return json.isValueNode() ? json.toString() : "a JSON " + json.getNodeType();
    }
}
