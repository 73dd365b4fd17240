package dev.goldthread.core.event;

import dev.goldthread.core.event.AcceptedEvent.ProducerSignature;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/**
 * Writes accepted events in Avro's binary form, member by member in the order of {@code event.avsc}
 * (Avro specification, "Binary encoding"). Only the data, whose record the event's type decides, is
 * written by its schema. Fails to load when the schema has other members than are written here.
 */
final class EventWriter {

    private static final Schema ACTOR =
            record("actor", EventSchema.SCHEMA, List.of("kind", "id", "role"));
    private static final Schema NODE =
            record("subject", EventSchema.SCHEMA, List.of("type", "id", "product"));
    private static final Schema LINK =
            record(
                    "links",
                    EventSchema.SCHEMA,
                    List.of("from", "relation", "to", "revision", "digest", "outcome", "strength"));

    private static final Schema ACTOR_KIND = ACTOR.getField("kind").schema();
    private static final Schema OUTCOME = value(LINK.getField("outcome").schema());
    private static final Schema STRENGTH = LINK.getField("strength").schema();
    private static final Schema DATA = EventSchema.SCHEMA.getField("data").schema();

    static {
        requireFields(
                EventSchema.SCHEMA,
                List.of(
                        "id",
                        "product",
                        "type",
                        "occurredAt",
                        "actor",
                        "source",
                        "subject",
                        "links",
                        "data",
                        "reason",
                        "evidence",
                        "labels",
                        "requestDigest",
                        "signature",
                        "nonce",
                        "submission"));
        record("source", EventSchema.SCHEMA, List.of("uri", "tool", "version", "seq"));
        record("evidence", EventSchema.SCHEMA, List.of("sha256", "mediaType", "name", "sizeBytes"));
        record("signature", EventSchema.SCHEMA, List.of("keyId", "algorithm", "value"));
        record("submission", EventSchema.SCHEMA, List.of("principal", "channel", "rawSha256"));
        requireSame(NODE, value(LINK.getField("from").schema()));
        requireSame(NODE, LINK.getField("to").schema());
    }

    private final Encoder out;

    EventWriter(Encoder out) {
        this.out = out;
    }

    /** The same event always gives the same bytes. */
    void write(AcceptedEvent accepted) throws IOException {
        Event event = accepted.event();
        out.writeString(event.id().value());
        out.writeString(event.product().name());
        out.writeString(event.type());
        out.writeLong(Micros.of(event.occurredAt()));
        write(event.actor());
        write(event.source());
        write(event.subject(), event.product());
        writeLinks(event);
        write(event.data());
        write(event.reason());
        writeEvidence(event.evidence());
        writeLabels(event.labels());
        out.writeFixed(accepted.requestDigest().toBytes());
        writeSignature(accepted.signature());
        out.writeFixed(accepted.nonce().value().toBytes());
        write(accepted.submission());
    }

    private void write(Actor actor) throws IOException {
        out.writeEnum(ACTOR_KIND.getEnumOrdinal(actor.kind().name()));
        out.writeString(actor.id());
        write(actor.role());
    }

    private void write(Source source) throws IOException {
        out.writeString(source.uri());
        out.writeString(source.tool());
        write(source.version());
        OptionalLong seq = source.seq();
        out.writeIndex(seq.isPresent() ? 1 : 0);
        if (seq.isPresent()) {
            out.writeLong(seq.getAsLong());
        }
    }

    /** A node's product is left out where it is the event's. */
    private void write(NodeRef node, Product home) throws IOException {
        out.writeString(node.type());
        out.writeString(node.id());
        boolean isAway = !node.product().equals(home);
        out.writeIndex(isAway ? 1 : 0);
        if (isAway) {
            out.writeString(node.product().name());
        }
    }

    private void writeLinks(Event event) throws IOException {
        out.writeArrayStart();
        out.setItemCount(event.links().size());
        for (Link link : event.links()) {
            out.startItem();
            write(link, event);
        }
        out.writeArrayEnd();
    }

    /** A link's start is left out where it is the event's subject. */
    private void write(Link link, Event event) throws IOException {
        boolean isOther = !link.from().equals(event.subject());
        out.writeIndex(isOther ? 1 : 0);
        if (isOther) {
            write(link.from(), event.product());
        }
        out.writeString(link.relation());
        write(link.to(), event.product());
        write(link.revision());
        write(link.digest());
        out.writeIndex(link.outcome().isPresent() ? 1 : 0);
        if (link.outcome().isPresent()) {
            out.writeEnum(OUTCOME.getEnumOrdinal(link.outcome().get()));
        }
        out.writeEnum(STRENGTH.getEnumOrdinal(link.strength().name()));
    }

    private void write(EventData data) throws IOException {
        Schema record = EventSchema.dataRecord(data.record());
        out.writeIndex(DATA.getIndexNamed(record.getFullName()));
        AvroShape.write(data.fields(), record, out);
    }

    private void writeEvidence(List<Evidence> evidence) throws IOException {
        out.writeArrayStart();
        out.setItemCount(evidence.size());
        for (Evidence each : evidence) {
            out.startItem();
            out.writeString(each.sha256().hex());
            out.writeString(each.mediaType());
            out.writeString(each.name());
            out.writeLong(each.sizeBytes());
        }
        out.writeArrayEnd();
    }

    /** They are sorted, so that one event has one encoding. */
    private void writeLabels(Map<String, String> labels) throws IOException {
        out.writeMapStart();
        out.setItemCount(labels.size());
        for (Map.Entry<String, String> label : labels.entrySet()) {
            out.startItem();
            out.writeString(label.getKey());
            out.writeString(label.getValue());
        }
        out.writeMapEnd();
    }

    private void writeSignature(Optional<ProducerSignature> signature) throws IOException {
        out.writeIndex(signature.isPresent() ? 1 : 0);
        if (signature.isPresent()) {
            out.writeString(signature.get().keyId());
            out.writeString(signature.get().algorithm());
            out.writeBytes(signature.get().value().toBytes());
        }
    }

    private void write(Submission submission) throws IOException {
        out.writeString(submission.principal());
        out.writeString(submission.channel());
        write(submission.rawSha256().map(Digest::hex));
    }

    /** Optional members are unions of null and a type, in this order. */
    private void write(Optional<String> text) throws IOException {
        out.writeIndex(text.isPresent() ? 1 : 0);
        if (text.isPresent()) {
            out.writeString(text.get());
        }
    }

    private static Schema record(String field, Schema of, List<String> names) {
        Schema schema = value(of.getField(field).schema());
        return requireFields(
                schema.getType() == Schema.Type.ARRAY ? schema.getElementType() : schema, names);
    }

    /** What an optional member holds: the second branch, behind null. */
    private static Schema value(Schema schema) {
        return schema.isUnion() ? schema.getTypes().get(1) : schema;
    }

    private static Schema requireFields(Schema record, List<String> names) {
        List<String> found = record.getFields().stream().map(Schema.Field::name).toList();
        if (!found.equals(names)) {
            throw new IllegalStateException(
                    "event.avsc has %s with %s, but this program writes %s; bring EventWriter up to it"
                            .formatted(record.getName(), found, names));
        }
        return record;
    }

    private static void requireSame(Schema one, Schema other) {
        if (!one.equals(other)) {
            throw new IllegalStateException(
                    "event.avsc has two kinds of node, %s and %s; bring EventWriter up to it"
                            .formatted(one.getFullName(), other.getFullName()));
        }
    }
}
