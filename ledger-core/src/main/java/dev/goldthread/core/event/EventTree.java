package dev.goldthread.core.event;

import dev.goldthread.core.event.AcceptedEvent.Nonce;
import dev.goldthread.core.event.AcceptedEvent.ProducerSignature;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Typed events as trees of plain values under the envelope's member names, and back; what Avro,
 * JSON and the canonical form have in common. A tree leaves out every absent member, and a node's
 * product where it is the event's own.
 */
public final class EventTree {

    private EventTree() {}

    /** The members that a producer states: what {@code requestDigest} covers. */
    public static Map<String, Object> of(Event event) {
        Product home = event.product();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", event.id().value());
        tree.put("product", home.name());
        tree.put("type", event.type());
        tree.put("occurredAt", event.occurredAt());
        tree.put("actor", actor(event.actor()));
        tree.put("source", source(event.source()));
        tree.put("subject", node(event.subject(), home));
        tree.put("links", event.links().stream().map(link -> link(link, event)).toList());
        tree.put("data", event.data());
        event.reason().ifPresent(reason -> tree.put("reason", reason));
        tree.put("evidence", event.evidence().stream().map(EventTree::evidence).toList());
        tree.put("labels", event.labels());
        return tree;
    }

    /** The same with what the gate added. */
    public static Map<String, Object> of(AcceptedEvent accepted) {
        Map<String, Object> tree = of(accepted.event());
        tree.put("requestDigest", new Bytes(accepted.requestDigest().toBytes()));
        accepted.signature().ifPresent(signature -> tree.put("signature", signature(signature)));
        tree.put("nonce", accepted.nonce().value());
        tree.put("submission", submission(accepted.submission()));
        return tree;
    }

    private static Map<String, Object> actor(Actor actor) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kind", actor.kind().name());
        tree.put("id", actor.id());
        actor.role().ifPresent(role -> tree.put("role", role));
        return tree;
    }

    private static Map<String, Object> source(Source source) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("uri", source.uri());
        tree.put("tool", source.tool());
        source.version().ifPresent(version -> tree.put("version", version));
        source.seq().ifPresent(seq -> tree.put("seq", seq));
        return tree;
    }

    private static Map<String, Object> node(NodeRef node, Product home) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", node.type());
        tree.put("id", node.id());
        if (!node.product().equals(home)) {
            tree.put("product", node.product().name());
        }
        return tree;
    }

    private static Map<String, Object> link(Link link, Event event) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!link.from().equals(event.subject())) {
            tree.put("from", node(link.from(), event.product()));
        }
        tree.put("relation", link.relation());
        tree.put("to", node(link.to(), event.product()));
        link.revision().ifPresent(revision -> tree.put("revision", revision));
        link.digest().ifPresent(digest -> tree.put("digest", digest));
        link.outcome().ifPresent(outcome -> tree.put("outcome", outcome));
        tree.put("strength", link.strength().name());
        return tree;
    }

    private static Map<String, Object> evidence(Evidence evidence) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("sha256", evidence.sha256().hex());
        tree.put("mediaType", evidence.mediaType());
        tree.put("name", evidence.name());
        tree.put("sizeBytes", evidence.sizeBytes());
        return tree;
    }

    private static Map<String, Object> signature(ProducerSignature signature) {
        return Map.of(
                "keyId",
                signature.keyId(),
                "algorithm",
                signature.algorithm(),
                "value",
                signature.value());
    }

    private static Map<String, Object> submission(Submission submission) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("principal", submission.principal());
        tree.put("channel", submission.channel());
        submission.rawSha256().ifPresent(raw -> tree.put("rawSha256", raw.hex()));
        return tree;
    }

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
                children(tree, "links").stream().map(link -> link(link, subject, home)).toList(),
                (EventData) member(tree, "data"),
                optionalText(tree, "reason"),
                children(tree, "evidence").stream().map(EventTree::evidence).toList(),
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

    private static List<Map<String, Object>> children(Map<String, Object> tree, String name) {
        return ((List<?>) tree.getOrDefault(name, List.of())).stream().map(EventTree::map).toList();
    }

    @SuppressWarnings(
            "unchecked") // trees are built by AvroShape and the gate only, always with string keys
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
