package dev.goldthread.core.gate;

import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventSchema;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * A correction of a part names what is set aside, by JSON pointers (RFC 6901) to what an event may
 * have. Which of that the corrected event has is not for the gate to know: it may still come.
 */
final class PartFields {

    private static final Place FIELDS = Place.TOP.member("data").member("fields");
    private static final Pattern POINTER = Pattern.compile("(?:/[^~/]*+(?:~[01][^~/]*+)*+)++");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]*");

    /** They say nothing of what happened; a producer has not stated them. */
    private static final Set<String> APART =
            Set.of("signature", "requestDigest", "nonce", "submission");

    private PartFields() {}

    static void check(Event event, List<Violation> violations) {
        if (!event.type().equals("event.superseded")
                || !String.valueOf(event.data().fields().get("scope")).equals("PART")
                || !(event.data().fields().get("fields") instanceof List<?> fields)) {
            return;
        }
        if (fields.isEmpty()) {
            violations.add(
                    new Violation(
                            FIELDS.pointer(),
                            "too-few",
                            "0 items",
                            "name what is set aside by JSON pointers such as /data/title, or say scope WHOLE where all of it is"));
        }
        for (int i = 0; i < fields.size(); i++) {
            check(String.valueOf(fields.get(i)), FIELDS.item(i), violations);
        }
    }

    private static void check(String pointer, Place at, List<Violation> violations) {
        if (!POINTER.matcher(pointer).matches()) {
            violations.add(
                    new Violation(
                            at.pointer(),
                            "pointer-form",
                            pointer,
                            "send a JSON pointer to a part of the corrected event, such as /data/title or /links/0/outcome"));
        } else if (!isOfAnEvent(steps(pointer))) {
            violations.add(
                    new Violation(
                            at.pointer(),
                            "unknown-member",
                            pointer,
                            "no event has such a member; point at one of the corrected event, as GET /v1/products/{product}/event shows it"));
        }
    }

    private static List<String> steps(String pointer) {
        return Stream.of(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static boolean isOfAnEvent(List<String> steps) {
        return !APART.contains(steps.getFirst()) && leads(EventSchema.SCHEMA, steps);
    }

    /** Whether these steps lead to something; the data may be of any type of event. */
    private static boolean leads(Schema from, List<String> steps) {
        if (steps.isEmpty()) {
            return true;
        }
        String step = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        return switch (from.getType()) {
            case UNION -> from.getTypes().stream().anyMatch(branch -> leads(branch, steps));
            case RECORD -> from.getField(step) != null && leads(from.getField(step).schema(), rest);
            case ARRAY -> NUMBER.matcher(step).matches() && leads(from.getElementType(), rest);
            case MAP -> leads(from.getValueType(), rest);
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> false;
        };
    }
}
