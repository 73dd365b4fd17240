package dev.goldthread.core.event;

import dev.goldthread.core.event.AcceptedEvent.Nonce;
import dev.goldthread.core.event.AcceptedEvent.ProducerSignature;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Typed events out of trees of plain values under the envelope's member names, which is how Avro
 * and JSON are read. A tree leaves out every absent member, and a node's product and a link's start
 * where they are the event's own.
 */
public final class EventTree {

    private EventTree() {}

    /**
     * Reads the producer's members.
     *
     * @throws IllegalArgumentException when an identity has a wrong form
     */
    public static Event event(Map<String, Object> tree) {
        Product home = new Product(text(tree, "product"));
        NodeRef subject = node(child(tree, "subject"), home);
        return new Event(
                new EventId(text(tree, "id")),
                home,
                text(tree, "type"),
                (Instant) member(tree, "occurredAt"),
                actor(child(tree, "actor")),
                source(child(tree, "source")),
                subject,
                children(tree, "links", link -> link(link, subject, home)),
                (EventData) member(tree, "data"),
                optionalText(tree, "reason"),
                children(tree, "evidence", EventTree::evidence),
                labels(tree));
    }

    /** Reads the producer's members and the gate's. */
    public static AcceptedEvent accepted(Map<String, Object> tree) {
        return new AcceptedEvent(
                event(tree),
                Digest.of(((Bytes) member(tree, "requestDigest")).toBytes()),
                Optional.ofNullable(tree.get("signature"))
                        .map(EventTree::map)
                        .map(EventTree::signature),
                new Nonce((Bytes) member(tree, "nonce")),
                submission(child(tree, "submission")));
    }

    static EventCodec.Heading heading(Map<String, Object> tree) {
        return new EventCodec.Heading(
                new EventId(text(tree, "id")),
                new Product(text(tree, "product")),
                Digest.of(((Bytes) member(tree, "requestDigest")).toBytes()),
                submission(child(tree, "submission")).rawSha256());
    }

    private static Actor actor(Map<String, Object> tree) {
        return new Actor(
                Actor.Kind.valueOf(text(tree, "kind")),
                text(tree, "id"),
                optionalText(tree, "role"));
    }

    private static Source source(Map<String, Object> tree) {
        OptionalLong seq =
                tree.get("seq") instanceof Long value
                        ? OptionalLong.of(value)
                        : OptionalLong.empty();
        return new Source(
                text(tree, "uri"), text(tree, "tool"), optionalText(tree, "version"), seq);
    }

    private static NodeRef node(Map<String, Object> tree, Product home) {
        Product product = optionalText(tree, "product").map(Product::new).orElse(home);
        return new NodeRef(product, text(tree, "type"), text(tree, "id"));
    }

    private static Link link(Map<String, Object> tree, NodeRef subject, Product home) {
        return new Link(
                tree.containsKey("from") ? node(child(tree, "from"), home) : subject,
                text(tree, "relation"),
                node(child(tree, "to"), home),
                optionalText(tree, "revision"),
                optionalText(tree, "digest"),
                optionalText(tree, "outcome"),
                optionalText(tree, "strength")
                        .map(Link.Strength::valueOf)
                        .orElse(Link.Strength.DECLARED));
    }

    private static Evidence evidence(Map<String, Object> tree) {
        return new Evidence(
                Digest.parseHex(text(tree, "sha256")),
                text(tree, "mediaType"),
                text(tree, "name"),
                (Long) member(tree, "sizeBytes"));
    }

    /** Reads a producer's signature. */
    public static ProducerSignature signature(Map<String, Object> tree) {
        return new ProducerSignature(
                text(tree, "keyId"), text(tree, "algorithm"), (Bytes) member(tree, "value"));
    }

    private static Submission submission(Map<String, Object> tree) {
        return new Submission(
                text(tree, "principal"),
                text(tree, "channel"),
                optionalText(tree, "rawSha256").map(Digest::parseHex));
    }

    private static SortedMap<String, String> labels(Map<String, Object> tree) {
        SortedMap<String, String> labels = new TreeMap<>();
        map(tree.getOrDefault("labels", Map.of()))
                .forEach((key, value) -> labels.put(key, (String) value));
        return labels;
    }

    private static Object member(Map<String, Object> tree, String name) {
        Object value = tree.get(name);
        if (value == null) {
            throw new IllegalArgumentException("missing member " + name);
        }
        return value;
    }

    private static String text(Map<String, Object> tree, String name) {
        return (String) member(tree, name);
    }

    private static Optional<String> optionalText(Map<String, Object> tree, String name) {
        return Optional.ofNullable((String) tree.get(name));
    }

    private static Map<String, Object> child(Map<String, Object> tree, String name) {
        return map(member(tree, name));
    }

    private static <T> List<T> children(
            Map<String, Object> tree, String name, Function<Map<String, Object>, T> read) {
        List<?> items = (List<?>) tree.getOrDefault(name, List.of());
        List<T> children = new ArrayList<>(items.size());
        for (Object item : items) {
            children.add(read.apply(map(item)));
        }
        return children;
    }

    @SuppressWarnings(
            "unchecked") // trees are built by AvroShape and the gate only, always with string keys
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
