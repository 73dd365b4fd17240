package dev.goldthread.api.adapter;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A place in a JSON body, there or not, and what stands there.
 *
 * @param json missing where the body has no such place
 * @param pointer its place (RFC 6901)
 */
public record Member(JsonNode json, String pointer) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern ONLY_ZEROS = Pattern.compile("0+");

    public static Member top(JsonNode json) {
        return new Member(json, "");
    }

    /**
     * @param path names of members, joined by slashes
     */
    public Member at(String path) {
        Member place = this;
        for (String name : path.split("/", -1)) {
            place = place.member(name);
        }
        return place;
    }

    private Member member(String name) {
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
    public Stream<Member> items() {
        return json.isArray()
                ? IntStream.range(0, json.size())
                        .mapToObj(i -> new Member(json.path(i), pointer + "/" + i))
                : Stream.empty();
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

    public Optional<Instant> time() {
        return number().map(Times::ofEpoch).or(() -> text().flatMap(Times::parse));
    }

    public String needText() {
        return text().orElseThrow(() -> unfit("a text"));
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

    private UnfitException unfit(String wanted) {
        return isThere()
                ? new UnfitException(
                        pointer, "wrong-value", json.toString(), "send " + wanted + " there")
                : new UnfitException(pointer, "missing", "nothing", "send " + wanted + " there");
    }
}
