package dev.goldthread.api.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Synthetic events, the same for the same number: seven in eight are commits with three links, the
 * eighth is a requirement in a tree of 1,093 nodes, three children each, six levels deep below its
 * root. They spread over eight products.
 */
public final class BenchEvents {

    /**
     * Two for each of {@link dev.goldthread.streams.topic.TopicOptions#EMBEDDED_PARTITIONS four
     * partitions}, so that what works in parallel has equal shares.
     */
    static final List<Product> PRODUCTS =
            IntStream.of(0, 1, 2, 3, 4, 8, 15, 20)
                    .mapToObj(number -> new Product("bench-" + number))
                    .toList();

    public static final int TREE_NODES = 1093;
    private static final int CHILDREN = 3;
    private static final int REQUIREMENT_EVERY = 8;

    /** A tree gets its next node once in so many events. */
    private static final int EVENTS_PER_TREE_NODE = REQUIREMENT_EVERY * PRODUCTS.size();

    /** How often a trace is asked for before the clock runs, and then with it. */
    public static final int TRACES_TO_WARM_UP = 2_000;

    public static final int TRACES = 2_000;

    private static final Gate GATE =
            new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[NonceMaker.SECRET_BYTES_MIN]));

    private BenchEvents() {}

    /** Whether so many events hold a whole tree. */
    public static boolean hasTree(long events) {
        return events >= (long) TREE_NODES * EVENTS_PER_TREE_NODE;
    }

    public static Product product(long number) {
        return PRODUCTS.get((int) (number / REQUIREMENT_EVERY % PRODUCTS.size()));
    }

    /**
     * The root of a product's first tree, complete after {@code TREE_NODES * EVENTS_PER_TREE_NODE}
     * events.
     */
    public static NodeRef firstRoot(Product product) {
        return new NodeRef(product, "Requirement", "REQ-0-0");
    }

    /** The event as the gate admits it. */
    public static Event event(long number) {
        Admission admission =
                GATE.admit(
                        json(number),
                        new Submission("bench", "bench", Optional.empty()),
                        Instant.now());
        return ((Admission.Accepted) admission).event().event();
    }

    static ObjectNode json(long number) {
        return number % REQUIREMENT_EVERY == 0 ? requirement(number) : commit(number);
    }

    private static ObjectNode commit(long number) {
        ObjectNode event = envelope(number, "commit.pushed", "Commit", sha(number));
        ArrayNode links = event.putArray("links");
        link(
                links,
                "follows",
                "Commit",
                sha(Math.max(0, number - EVENTS_PER_TREE_NODE)),
                "OBSERVED");
        link(links, "partOf", "Change", "acme/pump#" + (number / 256 + 1), "DECLARED");
        link(links, "implements", "ChangeRequest", "CR-" + number / 1024, "INFERRED");
        event.putObject("data")
                .put("repository", "acme/pump")
                .put("summary", "Bound the rate when the drive reports a step, part " + number)
                .put("signatureState", "UNKNOWN")
                .put("parentCount", 1);
        return event;
    }

    private static ObjectNode requirement(long number) {
        long place = number / EVENTS_PER_TREE_NODE;
        long tree = place / TREE_NODES;
        long node = place % TREE_NODES;
        ObjectNode event =
                envelope(number, "requirement.recorded", "Requirement", requirementId(tree, node));
        if (node > 0) {
            link(
                    event.putArray("links"),
                    "refines",
                    "Requirement",
                    requirementId(tree, (node - 1) / CHILDREN),
                    "DECLARED");
        }
        event.putObject("data")
                .put("revision", "1")
                .put("title", "The pump keeps the rate within two percent, case " + node)
                .put("level", "SOFTWARE");
        return event;
    }

    private static String requirementId(long tree, long node) {
        return "REQ-" + tree + "-" + node;
    }

    static String id(long number) {
        return "bench-event-" + number;
    }

    private static ObjectNode envelope(
            long number, String type, String subjectType, String subjectId) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("id", id(number));
        event.put("product", product(number).name());
        event.put("type", type);
        event.put("occurredAt", Instant.ofEpochSecond(1_770_000_000L + number).toString());
        event.putObject("actor").put("kind", "SYSTEM").put("id", "bench");
        event.putObject("source")
                .put("uri", "https://ci.example.org/pump")
                .put("tool", "bench")
                .put("seq", number);
        event.putObject("subject").put("type", subjectType).put("id", subjectId);
        return event;
    }

    private static void link(
            ArrayNode links, String relation, String type, String id, String strength) {
        ObjectNode link = links.addObject();
        link.put("relation", relation).put("strength", strength);
        link.putObject("to").put("type", type).put("id", id);
    }

    private static String sha(long number) {
        return String.format(Locale.ROOT, "%040x", number * 0x9E3779B97F4A7C15L);
    }
}
