package dev.goldthread.core.event;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final List<Schema> DATA = EVENT.getField("data").schema().getTypes();
    private static final Schema LINK = EVENT.getField("links").schema().getElementType();
    private static final Schema PRINCIPAL =
            EVENT.getField("submission").schema().getField("principal").schema();
    private static final List<Schema> BETWEEN_PRODUCT_AND_DIGEST =
            EVENT.getFields().stream()
                    .map(Schema.Field::schema)
                    .toList()
                    .subList(EVENT.getField("type").pos(), EVENT.getField("requestDigest").pos());
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

    /** The whole body. */
    EventBody body() throws IOException {
        EventOutline event = outline();
        int frontEnd = in.at();
        in.skip(field("evidence"));
        in.skip(field("labels"));
        Digest requestDigest = Digest.at(bytes, in.forward(Digest.LENGTH_BYTES));
        return new EventBody(
                event,
                requestDigest,
                rawSha256(),
                () -> Arrays.copyOfRange(bytes, start, frontEnd));
    }

    /** What the sealer needs; the rest is stepped over, which finds it whole. */
    EventCodec.Heading heading() throws IOException {
        EventId id = new EventId(in.readText());
        Product product = new Product(in.readText());
        for (Schema skipped : BETWEEN_PRODUCT_AND_DIGEST) {
            in.skip(skipped);
        }
        Digest requestDigest = Digest.at(bytes, in.forward(Digest.LENGTH_BYTES));
        return new EventCodec.Heading(id, product, requestDigest, rawSha256());
    }

    /** The end of the body, from the signature on. */
    private Optional<Digest> rawSha256() throws IOException {
        in.skip(field("signature"));
        in.skip(field("nonce"));
        in.skip(PRINCIPAL);
        in.skip(PRINCIPAL);
        Optional<Digest> rawSha256 = optionalText().map(Digest::parseHex);
        if (!in.isAtEnd()) {
            throw new IOException("bytes are left over behind the event");
        }
        return rawSha256;
    }

    private static Schema field(String name) {
        return EVENT.getField(name).schema();
    }

    /** The fields up to the reason. */
    EventOutline outline() throws IOException {
        EventId id = new EventId(in.readText());
        Product product = new Product(in.readText());
        String type = in.readText();
        var occurredAt = AvroShape.time(in.readLong());
        Actor actor = new Actor(KINDS[in.readCount()], in.readText(), optionalText());
        Source source = new Source(in.readText(), in.readText(), optionalText(), optionalLong());
        NodeRef subject = node(product);
        List<Link> links = links(subject, product);
        EncodedData data = data();
        Optional<String> reason = optionalText();
        return new EventOutline(
                id, product, type, occurredAt, actor, source, subject, links, data, reason);
    }

    private NodeRef node(Product home) throws IOException {
        String type = in.readText();
        String id = in.readText();
        return new NodeRef(isPresent() ? new Product(in.readText()) : home, type, id);
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
                in.readText(),
                node(home),
                optionalText(),
                optionalText(),
                isPresent() ? Optional.of(OUTCOMES.get(in.readCount())) : Optional.empty(),
                STRENGTHS[in.readCount()]);
    }

    private EncodedData data() throws IOException {
        Schema record = DATA.get(in.readCount());
        int from = in.at();
        in.skip(record);
        return EncodedData.in(bytes, record.getName(), from, in.at());
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
