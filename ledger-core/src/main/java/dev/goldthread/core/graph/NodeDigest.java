package dev.goldthread.core.graph;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.NodeRef;
import java.util.List;

/**
 * What a graph holds of one node, in 64 bytes: enough to compare two graphs node by node, without
 * giving away what the nodes say.
 *
 * @param content SHA-256 over the node's part of {@link DigestibleGraph#digest}
 * @param effects SHA-256 over the same bytes of the edges that end there, in order
 */
public record NodeDigest(NodeRef node, Digest content, Digest effects) {

    /**
     * @param effects the edges that end at the node, in order
     */
    public static NodeDigest of(Node node, List<Edge> effects) {
        ContentWriter content = new ContentWriter(512);
        ContentBytes.each(node, content::put);
        ContentWriter ends = new ContentWriter(512);
        effects.forEach(edge -> ends.put(ContentBytes.contentOf(edge)));
        return new NodeDigest(node.ref(), content.sha256(), ends.sha256());
    }
}
