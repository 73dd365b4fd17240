package dev.goldthread.api.adapter.cloudevents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.goldthread.api.adapter.JsonBody;
import dev.goldthread.api.adapter.Member;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One CloudEvent in the JSON event format (CloudEvents 1.0.2, "JSON Event Format"). */
final class JsonFormat {

    /** CloudEvents, "Naming conventions". */
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]+");

    private static final Set<String> DATA = Set.of("data", "data_base64");

    private static final Pattern JSON_TYPE =
            Pattern.compile("(?:[^;]*/)?(?:[^;/]*\\+)?json\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);

    private JsonFormat() {}

    static CloudEvent read(Member event) {
        event.needObject();
        for (Map.Entry<String, JsonNode> member : event.json().properties()) {
            if (!DATA.contains(member.getKey())) {
                requireAttribute(member.getKey(), event.get(member.getKey()));
            }
        }
        Attributes.requireVersion(event.get("specversion"));
        event.get("time").rfc3339();
        return new CloudEvent(
                event.get("id").needText(),
                event.get("source").needText(),
                event.get("type").needText(),
                data(event));
    }

    /** CloudEvents, "Type System": a text, a truth or a whole number of 32 bits; null is unset. */
    private static void requireAttribute(String name, Member value) {
        if (!ATTRIBUTE.matcher(name).matches()) {
            throw value.refused(
                    "not-an-attribute", "name attributes in lower-case letters and digits");
        }
        JsonNode json = value.json();
        boolean fits = json.isTextual() || json.isBoolean() || json.isNull() || json.isInt();
        if (!fits) {
            throw value.refused(
                    "not-an-attribute", "send a text, true or false, or a whole number of 32 bits");
        }
    }

    private static Member data(Member event) {
        Member plain = event.get("data");
        Member encoded = event.get("data_base64");
        if (plain.isThere() && encoded.isThere()) {
            throw encoded.refused("data-twice", "send data or data_base64, not both");
        }
        boolean isJson = isJson(event.get("datacontenttype").text());
        if (encoded.isThere()) {
            byte[] bytes = decode(encoded);
            return isJson
                    ? JsonBody.read(bytes, encoded.pointer())
                    : new Member(MissingNode.getInstance(), encoded.pointer());
        }
        return isJson ? plain : new Member(MissingNode.getInstance(), plain.pointer());
    }

    private static byte[] decode(Member encoded) {
        try {
            return Base64.getDecoder().decode(encoded.needText());
        } catch (IllegalArgumentException e) {
            throw encoded.refused("not-base64", "send standard base64 (RFC 4648, 4)");
        }
    }

    /** Without a type the data are JSON (JSON event format, 3.1). */
    static boolean isJson(Optional<String> contentType) {
        return contentType.isEmpty() || JSON_TYPE.matcher(contentType.get()).matches();
    }
}
