package dev.goldthread.core.graph;

import dev.goldthread.core.event.Actor;
import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventData;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Link.Strength;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /** Something that can be written into a row. */
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What the digest covers of a fact: all but seq and sealedAt. */
    static byte[] contentOf(NodeRef node, NodeFact fact) {
        return bytes(
                out -> {
                    out.writeByte('F');
                    writeRef(node, out);
                    writeContent(fact, out);
                });
    }

    /** What the digest covers of an edge: all but seq. */
    static byte[] contentOf(Edge edge) {
        return bytes(
                out -> {
                    out.writeByte('E');
                    writeRef(edge.from(), out);
                    writeRef(edge.to(), out);
                    writeContent(edge, out);
                });
    }

    /** Writes a fact; its node is the row's key. */
    public static void write(NodeFact fact, DataOutputStream out) throws IOException {
        out.writeLong(fact.seq());
        out.writeLong(micros(fact.sealedAt()));
        writeContent(fact, out);
    }

    /** Reads what {@link #write(NodeFact, DataOutputStream)} wrote. */
    public static NodeFact readFact(DataInputStream in) throws IOException {
        long seq = in.readLong();
        Instant sealedAt = time(in.readLong());
        Product product = new Product(readText(in));
        EventId event = new EventId(readText(in));
        String type = readText(in);
        Instant occurredAt = time(in.readLong());
        Actor actor = new Actor(Actor.Kind.valueOf(readText(in)), readText(in), readOptional(in));
        Optional<String> reason = readOptional(in);
        return new NodeFact(
                product, event, type, occurredAt, seq, sealedAt, actor, reason, readData(in));
    }

    private static void writeContent(NodeFact fact, DataOutputStream out) throws IOException {
        writeText(out, fact.product().name());
        writeText(out, fact.event().value());
        writeText(out, fact.type());
        out.writeLong(micros(fact.occurredAt()));
        writeText(out, fact.actor().kind().name());
        writeText(out, fact.actor().id());
        writeOptional(fact.actor().role(), out);
        writeOptional(fact.reason(), out);
        writeData(fact.data(), out);
    }

    /** Writes an edge without its ends, which are the row's key. */
    public static void write(Edge edge, DataOutputStream out) throws IOException {
        out.writeLong(edge.seq());
        writeContent(edge, out);
    }

    /** Reads what {@link #write(Edge, DataOutputStream)} wrote. */
    public static Edge readEdge(NodeRef from, NodeRef to, DataInputStream in) throws IOException {
        long seq = in.readLong();
        String relation = readText(in);
        Product product = new Product(readText(in));
        EventId event = new EventId(readText(in));
        int place = in.readInt();
        Instant occurredAt = time(in.readLong());
        Strength strength = Strength.valueOf(readText(in));
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

    private static void writeContent(Edge edge, DataOutputStream out) throws IOException {
        writeText(out, edge.relation());
        writeText(out, edge.product().name());
        writeText(out, edge.event().value());
        out.writeInt(edge.place());
        out.writeLong(micros(edge.occurredAt()));
        writeText(out, edge.strength().name());
        writeOptional(edge.revision(), out);
        writeOptional(edge.digest(), out);
        writeOptional(edge.outcome(), out);
    }

    public static void writeRef(NodeRef ref, DataOutputStream out) throws IOException {
        writeText(out, ref.product().name());
        writeText(out, ref.type());
        writeText(out, ref.id());
    }

    public static NodeRef readRef(DataInputStream in) throws IOException {
        return new NodeRef(new Product(readText(in)), readText(in), readText(in));
    }

    private static void writeData(EventData data, DataOutputStream out) throws IOException {
        writeText(out, data.record());
        if (!data.record().isEmpty()) {
            byte[] bytes = EventCodec.encode(data);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static EventData readData(DataInputStream in) throws IOException {
        String record = readText(in);
        if (record.isEmpty()) {
            return new EventData("", Map.of());
        }
        return EventCodec.decodeData(record, in.readNBytes(in.readInt()));
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static void writeOptional(Optional<String> text, DataOutputStream out)
            throws IOException {
        writeText(out, text.orElse(""));
    }

    private static Optional<String> readOptional(DataInputStream in) throws IOException {
        String text = readText(in);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
