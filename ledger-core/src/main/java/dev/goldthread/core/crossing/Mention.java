package dev.goldthread.core.crossing;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * That another product's log speaks of a node, or of a node of its own with the same content.
 *
 * @param node of a product that is not this one
 * @param product whose log it is
 * @param how which of the two
 */
public record Mention(NodeRef node, Product product, How how) {

    /** What a log says. */
    public enum How {
        /** It links to the node itself, or states something of it. */
        LINK,
        /** It has a node of its own with this id, which is that of a content. */
        SAME_CONTENT,
        /** The same, and it says where that came from. */
        ORIGIN
    }

    /** Whose ids are the content's: a digest, a full commit sha, a package URL with its version. */
    private static final Set<String> ID_FORMS = Set.of("sha256", "commit", "purl");

    /** What a log states of a content that was made under it. */
    private static final Set<String> ORIGINS =
            Set.of(
                    "producedBy",
                    "packages",
                    "derivedFrom",
                    "generatedBy",
                    "partOf",
                    "follows",
                    "implements");

    /** The product's own node of this content. */
    public NodeRef twin() {
        return new NodeRef(product, node.type(), node.id());
    }

    /** Whether the two nodes are one content, and no log merely links to the other. */
    public boolean isOfContent() {
        return how != How.LINK;
    }

    /** Whether two products' nodes of this type and one id are one thing. */
    static boolean isContent(String nodeType) {
        return Vocabulary.GOLDTHREAD
                .nodeType(nodeType)
                .filter(type -> ID_FORMS.contains(type.id()))
                .isPresent();
    }

    /** Whether its product's own log says where it came from. */
    static boolean hasOrigin(Node node) {
        return node.causes().stream()
                .anyMatch(
                        edge ->
                                edge.counts()
                                        && edge.product().equals(node.ref().product())
                                        && ORIGINS.contains(edge.relation()));
    }

    /**
     * What some logs say of some nodes.
     *
     * @param graph where the logs are
     */
    public static List<Mention> in(
            GraphView graph, Collection<Product> logs, Collection<NodeRef> nodes) {
        List<Mention> mentions = new ArrayList<>();
        for (NodeRef node : nodes) {
            statedBy(graph, node)
                    .filter(product -> !product.equals(node.product()))
                    .distinct()
                    .forEach(product -> mentions.add(new Mention(node, product, How.LINK)));
            if (isContent(node.type())) {
                for (Product log : logs) {
                    if (!log.equals(node.product())) {
                        twin(graph, node, log).ifPresent(mentions::add);
                    }
                }
            }
        }
        return mentions;
    }

    private static Optional<Mention> twin(GraphView graph, NodeRef node, Product log) {
        Mention mention = new Mention(node, log, How.SAME_CONTENT);
        if (!isStated(graph, mention.twin())) {
            return Optional.empty();
        }
        return Optional.of(
                hasOrigin(graph.node(mention.twin()))
                        ? new Mention(node, log, How.ORIGIN)
                        : mention);
    }

    /**
     * Nodes of other products that are the same content, each by the word of its own product's log.
     *
     * @param graph where the logs are
     */
    public static Stream<NodeRef> twins(
            GraphView graph, Collection<Product> logs, NodeRef content) {
        return !isContent(content.type())
                ? Stream.empty()
                : logs.stream()
                        .filter(log -> !log.equals(content.product()))
                        .map(log -> new NodeRef(log, content.type(), content.id()))
                        .filter(twin -> isStated(graph, twin));
    }

    private static boolean isStated(GraphView graph, NodeRef node) {
        return statedBy(graph, node).anyMatch(node.product()::equals);
    }

    private static Stream<Product> statedBy(GraphView graph, NodeRef ref) {
        Node node = graph.node(ref);
        return Stream.of(
                        node.facts().stream().map(fact -> fact.product()),
                        node.causes().stream().map(Edge::product),
                        graph.effects(ref).stream().map(Edge::product))
                .flatMap(each -> each);
    }
}
