package dev.goldthread.streams.project;

import dev.goldthread.core.event.AcceptedEvent;
import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Source;
import dev.goldthread.core.seal.Chain;
import dev.goldthread.core.seal.LogHead;
import dev.goldthread.core.seal.Sealed;
import dev.goldthread.streams.ledger.LedgerHeaders;
import dev.goldthread.streams.ledger.LedgerRecordReader;
import dev.goldthread.streams.ledger.SchemaArchive;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Makes events and seals them into records of one ledger partition, as the sealer would. */
final class LedgerFixture {

    static final Product PUMP = new Product("infusion-pump");
    static final Product LAB = new Product("lab");
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static final long NOON_MICROS = NOON.getEpochSecond() * 1_000_000;

    private final Map<Product, LogHead> heads = new HashMap<>();
    private long offset;

    static LedgerRecordReader reader() {
        SchemaArchive.Archived ours =
                new SchemaArchive.Archived(EventSchema.TEXT, EventSchema.SCHEMA);
        return new LedgerRecordReader(
                hash -> hash.equals(EventSchema.HASH) ? Optional.of(ours) : Optional.empty());
    }

    ConsumerRecord<byte[], byte[]> seal(AcceptedEvent accepted) {
        return seal(accepted.event().product(), EventCodec.encode(accepted));
    }

    List<ConsumerRecord<byte[], byte[]>> seal(List<AcceptedEvent> events) {
        return events.stream().map(this::seal).toList();
    }

    /** Also bytes that are no event. */
    ConsumerRecord<byte[], byte[]> seal(Product product, byte[] body) {
        LogHead head = heads.getOrDefault(product, LogHead.EMPTY);
        Sealed sealed =
                Chain.seal(
                        head, NOON_MICROS + offset * 1_000, EventSchema.HASH, Digest.sha256(body));
        heads.put(product, sealed.next());
        byte[] value = new byte[5 + body.length];
        value[4] = 1;
        System.arraycopy(body, 0, value, 5, body.length);
        RecordHeaders headers = new RecordHeaders();
        headers.add(LedgerHeaders.SEAL, sealed.seal().toBytes());
        headers.add(LedgerHeaders.LEAF, sealed.leaf().toBytes());
        return new ConsumerRecord<>(
                "ledger",
                0,
                offset++,
                0,
                TimestampType.CREATE_TIME,
                product.name().length(),
                value.length,
                product.name().getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.empty());
    }

    /** Leaves out a position, as a ledger that lost a record would. */
    void skip(Product product) {
        offset--;
        seal(product, new byte[] {1});
    }

    static NodeRef requirement(Product product, String key) {
        return new NodeRef(product, "Requirement", key);
    }

    static AcceptedEvent event(
            Product product, String id, NodeRef subject, String title, Link... links) {
        Event event =
                new Event(
                        new EventId(id),
                        product,
                        "requirement.recorded",
                        NOON.minusSeconds(id.hashCode() & 0xFFFF),
                        new Actor(Actor.Kind.HUMAN, "u-7", Optional.of("quality")),
                        new Source(
                                "https://tracker.example.org",
                                "tracker",
                                Optional.empty(),
                                OptionalLong.of(1)),
                        subject,
                        List.of(links),
                        new EventData(
                                "RequirementRecorded",
                                Map.of("revision", "1", "title", title, "level", "SYSTEM")),
                        Optional.of("because " + id),
                        List.of(),
                        new TreeMap<>(Map.of("team", "dose")));
        return new AcceptedEvent(
                event,
                Digest.sha256(id),
                Optional.empty(),
                new AcceptedEvent.Nonce(new Bytes(new byte[16])),
                new AcceptedEvent.Submission("ci", "http", Optional.empty()));
    }

    static Link link(NodeRef from, String relation, NodeRef to) {
        return new Link(
                from,
                relation,
                to,
                Optional.of("3"),
                Optional.empty(),
                Optional.empty(),
                Link.Strength.OBSERVED);
    }

    /**
     * Events of two products about a few nodes, linked at random, to nodes that nothing records
     * too; every fifth comes again under the same id.
     */
    static List<AcceptedEvent> randomEvents(Random random, int count) {
        List<AcceptedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Product product = random.nextInt(4) == 0 ? LAB : PUMP;
            NodeRef subject = randomNode(random, product);
            Link[] links = new Link[random.nextInt(4)];
            for (int j = 0; j < links.length; j++) {
                NodeRef from = random.nextInt(3) == 0 ? randomNode(random, product) : subject;
                links[j] = link(from, "refines", randomNode(random, product));
            }
            AcceptedEvent event = event(product, product + "-" + i, subject, "title " + i, links);
            events.add(event);
            if (random.nextInt(5) == 0) {
                events.add(event);
            }
        }
        return events;
    }

    private static NodeRef randomNode(Random random, Product home) {
        Product product = random.nextInt(10) == 0 ? new Product("shared") : home;
        String[] ids = {"REQ", "REQ-1\0x", "Überdosis", "dose \uD83D\uDC89", "dose \uFF0E", ""};
        String id = ids[random.nextInt(ids.length)] + random.nextInt(6);
        return new NodeRef(product, random.nextBoolean() ? "Requirement" : "Hazard", id);
    }
}
