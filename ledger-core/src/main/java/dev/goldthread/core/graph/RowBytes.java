package dev.goldthread.core.graph;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link.Strength;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes of a graph's rows. Texts are a 4-byte length and UTF-8, times are 8-byte microseconds
 * since 1970, an absent text is empty: no row holds an empty one. {@link #FORMAT} changes with
 * every change here, and a store of another format is rebuilt.
 */
public final class RowBytes {

    /** Format version of everything that this class writes. */
    public static final int FORMAT = 2;

    private RowBytes() {}

    /** What the digest covers of a fact: all but seq and sealedAt. */
    static byte[] contentOf(NodeRef node, NodeFact fact) {
        RowWriter out = new RowWriter(256).put((byte) 'F');
        writeRef(node, out);
        writeContent(fact, out);
        return out.toBytes();
    }

    /** What the digest covers of an edge: all but seq. */
    static byte[] contentOf(Edge edge) {
        RowWriter out = new RowWriter(256).put((byte) 'E');
        writeRef(edge.from(), out);
        writeRef(edge.to(), out);
        writeContent(edge, out);
        return out.toBytes();
    }

    /** Writes a fact; its node is the row's key. */
    public static void write(NodeFact fact, RowWriter out) {
        out.put(fact.seq());
        out.put(micros(fact.sealedAt()));
        writeContent(fact, out);
    }

    /** Reads what {@link #write(NodeFact, RowWriter)} wrote. */
    public static NodeFact readFact(RowReader in) {
        long seq = in.getLong();
        Instant sealedAt = time(in.getLong());
        Product product = new Product(in.getText());
        EventId event = new EventId(in.getText());
        String type = in.getText();
        Instant occurredAt = time(in.getLong());
        Actor actor = new Actor(Actor.Kind.valueOf(in.getText()), in.getText(), readOptional(in));
        Optional<String> reason = readOptional(in);
        return new NodeFact(
                product, event, type, occurredAt, seq, sealedAt, actor, reason, readData(in));
    }

    private static void writeContent(NodeFact fact, RowWriter out) {
        out.put(fact.product().name());
        out.put(fact.event().value());
        out.put(fact.type());
        out.put(micros(fact.occurredAt()));
        out.put(fact.actor().kind().name());
        out.put(fact.actor().id());
        writeOptional(fact.actor().role(), out);
        writeOptional(fact.reason(), out);
        writeData(fact.data(), out);
    }

    /** Writes an edge without its ends, which are the row's key. */
    public static void write(Edge edge, RowWriter out) {
        out.put(edge.seq());
        writeContent(edge, out);
    }

    /** Reads what {@link #write(Edge, RowWriter)} wrote. */
    public static Edge readEdge(NodeRef from, NodeRef to, RowReader in) {
        long seq = in.getLong();
        String relation = in.getText();
        Product product = new Product(in.getText());
        EventId event = new EventId(in.getText());
        int place = in.getInt();
        Instant occurredAt = time(in.getLong());
        Strength strength = Strength.valueOf(in.getText());
        return new Edge(
                from,
                relation,
                to,
                readOptional(in),
                readOptional(in),
                readOptional(in),
                strength,
                product,
                event,
                place,
                occurredAt,
                seq);
    }

    private static void writeContent(Edge edge, RowWriter out) {
        out.put(edge.relation());
        out.put(edge.product().name());
        out.put(edge.event().value());
        out.put(edge.place());
        out.put(micros(edge.occurredAt()));
        out.put(edge.strength().name());
        writeOptional(edge.revision(), out);
        writeOptional(edge.digest(), out);
        writeOptional(edge.outcome(), out);
    }

    public static void writeRef(NodeRef ref, RowWriter out) {
        out.put(ref.product().name());
        out.put(ref.type());
        out.put(ref.id());
    }

    public static NodeRef readRef(RowReader in) {
        return new NodeRef(new Product(in.getText()), in.getText(), in.getText());
    }

    private static void writeData(EventData data, RowWriter out) {
        out.put(data.record());
        if (!data.record().isEmpty()) {
            byte[] bytes = EventCodec.encode(data);
            out.put(bytes.length);
            out.put(bytes);
        }
    }

    private static EventData readData(RowReader in) {
        String record = in.getText();
        if (record.isEmpty()) {
            return new EventData("", Map.of());
        }
        return EventCodec.decodeData(record, in.getBytes(in.getInt()));
    }

    private static void writeOptional(Optional<String> text, RowWriter out) {
        out.put(text.orElse(""));
    }

    private static Optional<String> readOptional(RowReader in) {
        String text = in.getText();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
