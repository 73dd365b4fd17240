package dev.goldthread.core.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.AcceptedEvent.ProducerSignature;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.EventTree;
import dev.goldthread.core.event.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** Reads one event as the API takes it. Safe for any thread. */
final class EventJson {

    /** Members that are not read by the envelope's shape. */
    private static final Set<String> READ_APART =
            Set.of("data", "signature", "requestDigest", "nonce", "submission");

    private static final List<String> GATE_MEMBERS =
            List.of("requestDigest", "nonce", "submission");

    /**
     * The envelope that a producer states: all but the data, whose record depends on the type, and
     * the gate's members.
     */
    private final RecordShape envelope;

    private final RecordShape signature;
    private final Map<String, RecordShape> dataRecords = new ConcurrentHashMap<>();
    private final Vocabulary vocabulary;

    EventJson(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.envelope = RecordShape.of(envelope(), vocabulary);
        this.signature = RecordShape.of(signatureRecord(), vocabulary);
    }

    /** Worked out when first asked for: there are dozens, and a command line needs one or two. */
    private RecordShape dataRecord(String name) {
        return dataRecords.computeIfAbsent(
                name, each -> RecordShape.of(EventSchema.dataRecord(each), vocabulary));
    }

    /** An event with the producer's signature, where it sent one. */
    record Signed(Event event, Optional<ProducerSignature> signature) {}

    /** The event, or nothing when {@code violations} grew. */
    Optional<Signed> read(JsonNode json, List<Violation> violations) {
        int before = violations.size();
        JsonShape shape = new JsonShape(violations);
        if (!(json instanceof ObjectNode members)) {
            violations.add(new Violation("", "wrong-type", json.toString(), "send a JSON object"));
            return Optional.empty();
        }
        refuseGateMembers(members, violations);
        Map<String, Object> tree = shape.readRecord(members, envelope, Place.TOP, READ_APART);
        readData(members, tree, shape, violations);
        Optional<Map<String, Object>> signed =
                members.hasNonNull("signature")
                        ? Optional.of(
                                shape.readRecord(
                                        members.get("signature"),
                                        signature,
                                        Place.TOP.member("signature")))
                        : Optional.empty();
        return violations.size() > before
                ? Optional.empty()
                : Optional.of(new Signed(EventTree.event(tree), signed.map(EventTree::signature)));
    }

    private static void refuseGateMembers(ObjectNode members, List<Violation> violations) {
        for (String name : GATE_MEMBERS) {
            if (members.has(name)) {
                violations.add(
                        new Violation(
                                "/" + name,
                                "gate-member",
                                members.get(name).toString(),
                                "leave it out; the gate sets it"));
            }
        }
    }

    private void readData(
            ObjectNode members,
            Map<String, Object> tree,
            JsonShape shape,
            List<Violation> violations) {
        if (!(tree.get("type") instanceof String type)) {
            return;
        }
        Optional<Vocabulary.EventType> known = vocabulary.eventType(type);
        if (known.isEmpty()) {
            violations.add(
                    new Violation(
                            "/type",
                            "unknown-event-type",
                            type,
                            "send a type of the vocabulary (GET /v1/vocabulary)"));
            return;
        }
        String record = known.get().data();
        if (!members.hasNonNull("data")) {
            violations.add(
                    new Violation("/data", "missing", "nothing", "send the fields of " + record));
            return;
        }
        tree.put(
                "data",
                new EventData(
                        record,
                        shape.readRecord(
                                members.get("data"),
                                dataRecord(record),
                                Place.TOP.member("data"))));
    }

    private static Schema signatureRecord() {
        return EventSchema.SCHEMA.getField("signature").schema().getTypes().stream()
                .filter(branch -> branch.getType() == Schema.Type.RECORD)
                .findFirst()
                .orElseThrow();
    }

    private static Schema envelope() {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : EventSchema.SCHEMA.getFields()) {
            if (!READ_APART.contains(field.name())) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        return Schema.createRecord("Event", null, null, false, fields);
    }
}
