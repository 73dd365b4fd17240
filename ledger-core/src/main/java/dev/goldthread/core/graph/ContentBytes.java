package dev.goldthread.core.graph;

import dev.goldthread.core.event.EncodedData;
import dev.goldthread.core.event.NodeRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the digest covers of a graph. Texts are a 4-byte length and UTF-8, numbers big-endian, times
 * 8-byte microseconds since 1970; an absent text is empty: no fact or edge holds an empty one.
 */
final class ContentBytes {

    private ContentBytes() {}

    /** Of a node: its facts, then the edges that start there. */
    static void each(Node node, Consumer<byte[]> sink) {
        node.facts().forEach(fact -> sink.accept(contentOf(node.ref(), fact)));
        node.causes().forEach(edge -> sink.accept(contentOf(edge)));
    }

    /** Of a fact: all but seq and sealedAt. */
    static byte[] contentOf(NodeRef node, NodeFact fact) {
        ContentWriter out = new ContentWriter(256).put((byte) 'F');
        writeRef(node, out);
        writeContent(fact, out);
        return out.toBytes();
    }

    /** Of an edge: all but seq. */
    static byte[] contentOf(Edge edge) {
        ContentWriter out = new ContentWriter(256).put((byte) 'E');
        writeRef(edge.from(), out);
        writeRef(edge.to(), out);
        writeContent(edge, out);
        return out.toBytes();
    }

    private static void writeContent(NodeFact fact, ContentWriter out) {
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

    private static void writeContent(Edge edge, ContentWriter out) {
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

    static void writeRef(NodeRef ref, ContentWriter out) {
        out.put(ref.product().name());
        out.put(ref.type());
        out.put(ref.id());
    }

    private static void writeData(EncodedData data, ContentWriter out) {
        out.put(data.record());
        if (!data.record().isEmpty()) {
            byte[] bytes = data.toBytes();
            out.put(bytes.length);
            out.put(bytes);
        }
    }

    private static void writeOptional(Optional<String> text, ContentWriter out) {
        out.put(text.orElse(""));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
