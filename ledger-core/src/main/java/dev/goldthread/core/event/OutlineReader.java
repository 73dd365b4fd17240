package dev.goldthread.core.event;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.Schema;

/**
 * Reads the outline of an event from a body under {@link EventSchema#SCHEMA}, field by field in the
 * schema's order; whether that order still holds is checked when this class is loaded. Reads one
 * body.
 */
final class OutlineReader {

    private static final Schema EVENT = EventSchema.SCHEMA;
    private static final List<String> DATA_RECORDS =
            EVENT.getField("data").schema().getTypes().stream().map(Schema::getName).toList();
    private static final ValueShape[] DATA =
            ValueShape.all(EVENT.getField("data").schema().getTypes());
    private static final Schema LINK = EVENT.getField("links").schema().getElementType();
    private static final ValueShape BETWEEN_PRODUCT_AND_DIGEST = fields("type", "requestDigest");
    private static final ValueShape EVIDENCE_AND_LABELS = fields("evidence", "requestDigest");
    private static final ValueShape SIGNATURE_AND_NONCE = fields("signature", "submission");
    private static final ValueShape PRINCIPAL_AND_CHANNEL =
            fields(EVENT.getField("submission").schema(), "principal", "rawSha256");
    private static final Actor.Kind[] KINDS = actorKinds();
    private static final Link.Strength[] STRENGTHS = strengths();
    private static final List<String> OUTCOMES =
            LINK.getField("outcome").schema().getTypes().get(1).getEnumSymbols();

    static {
        requireFields(
                EVENT,
                "id product type occurredAt actor source subject links data reason evidence labels"
                        + " requestDigest signature nonce submission");
        requireFields(EVENT.getField("actor").schema(), "kind id role");
        requireFields(EVENT.getField("source").schema(), "uri tool version seq");
        requireFields(EVENT.getField("subject").schema(), "type id product");
        requireFields(LINK, "from relation to revision digest outcome strength");
        requireFields(EVENT.getField("submission").schema(), "principal channel rawSha256");
    }

    /** An array of none is this byte alone (Avro 1.12, "Complex Types, Arrays"). */
    private static final byte NO_ITEMS = 0;

    private final byte[] bytes;
    private final int start;
    private final BodyCursor in;

    OutlineReader(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
        in = new BodyCursor(bytes, start);
    }

    /** Having been called is enough: all that is slow happens when the class is loaded. */
    static void prepare() {}

    private static void requireFields(Schema record, String names) {
        List<String> found = record.getFields().stream().map(Schema.Field::name).toList();
        if (!String.join(" ", found).equals(names)) {
            throw new IllegalStateException(
                    "record %s must have the fields %s, but has %s; OutlineReader has to follow the schema"
                            .formatted(record.getName(), names, found));
        }
    }

    private static Actor.Kind[] actorKinds() {
        return EVENT.getField("actor").schema().getField("kind").schema().getEnumSymbols().stream()
                .map(Actor.Kind::valueOf)
                .toArray(Actor.Kind[]::new);
    }

    private static Link.Strength[] strengths() {
        return LINK.getField("strength").schema().getEnumSymbols().stream()
                .map(Link.Strength::valueOf)
                .toArray(Link.Strength[]::new);
    }

    private static ValueShape fields(String from, String to) {
        return fields(EVENT, from, to);
    }

    /** A record's fields from one to before another. */
    private static ValueShape fields(Schema record, String from, String to) {
        return ValueShape.fields(
                record.getFields().subList(record.getField(from).pos(), record.getField(to).pos()));
    }

    /** The whole body. */
    EventBody body() throws IOException {
        EventOutline event = outline();
        int frontEnd = in.at();
        boolean citesEvidence = bytes[frontEnd] != NO_ITEMS;
        in.skip(EVIDENCE_AND_LABELS);
        Digest requestDigest = Digest.at(bytes, in.forward(Digest.LENGTH_BYTES));
        return new EventBody(
                event, requestDigest, rawSha256(), citesEvidence, room -> copy(frontEnd, room));
    }

    private byte[] copy(int end, int room) {
        byte[] front = new byte[room + end - start];
        System.arraycopy(bytes, start, front, room, end - start);
        return front;
    }

    /** What the sealer needs; the rest is stepped over, which finds it whole. */
    EventCodec.Heading heading() throws IOException {
        EventId id = new EventId(in.readText());
        Product product = new Product(in.readRecurring());
        in.skip(BETWEEN_PRODUCT_AND_DIGEST);
        Digest requestDigest = Digest.at(bytes, in.forward(Digest.LENGTH_BYTES));
        return new EventCodec.Heading(id, product, requestDigest, rawSha256());
    }

    /** The end of the body, from the signature on. */
    private Optional<Digest> rawSha256() throws IOException {
        in.skip(SIGNATURE_AND_NONCE);
        in.skip(PRINCIPAL_AND_CHANNEL);
        Optional<Digest> rawSha256 = optionalText().map(Digest::parseHex);
        if (!in.isAtEnd()) {
            throw new IOException("bytes are left over behind the event");
        }
        return rawSha256;
    }

    /** The fields up to the reason. */
    EventOutline outline() throws IOException {
        EventId id = new EventId(in.readText());
        Product product = new Product(in.readRecurring());
        String type = in.readRecurring();
        var occurredAt = Micros.instant(in.readLong());
        Actor actor = new Actor(KINDS[in.readCount()], in.readRecurring(), recurringIfAny());
        Source source =
                new Source(
                        in.readRecurring(), in.readRecurring(), recurringIfAny(), optionalLong());
        NodeRef subject = node(product);
        List<Link> links = links(subject, product);
        EncodedData data = data();
        Optional<String> reason = optionalText();
        return new EventOutline(
                id, product, type, occurredAt, actor, source, subject, links, data, reason);
    }

    private NodeRef node(Product home) throws IOException {
        String type = in.readRecurring();
        String id = in.readText();
        return new NodeRef(isPresent() ? new Product(in.readRecurring()) : home, type, id);
    }

    private List<Link> links(NodeRef subject, Product home) throws IOException {
        int count = in.readItems();
        if (count == 0) {
            return List.of();
        }
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            links.add(link(subject, home));
        }
        in.endItems();
        return links;
    }

    private Link link(NodeRef subject, Product home) throws IOException {
        return new Link(
                isPresent() ? node(home) : subject,
                in.readRecurring(),
                node(home),
                optionalText(),
                optionalText(),
                isPresent() ? Optional.of(OUTCOMES.get(in.readCount())) : Optional.empty(),
                STRENGTHS[in.readCount()]);
    }

    private EncodedData data() throws IOException {
        int record = in.readCount();
        int from = in.at();
        in.skip(DATA[record]);
        return EncodedData.in(bytes, DATA_RECORDS.get(record), from, in.at());
    }

    private Optional<String> recurringIfAny() throws IOException {
        return isPresent() ? Optional.of(in.readRecurring()) : Optional.empty();
    }

    private Optional<String> optionalText() throws IOException {
        return isPresent() ? Optional.of(in.readText()) : Optional.empty();
    }

    private OptionalLong optionalLong() throws IOException {
        return isPresent() ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
    }

    /** Every optional field is a union of null and one other. */
    private boolean isPresent() throws IOException {
        return switch (in.readCount()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new IOException("an optional field has more than two branches");
        };
    }
}
