package dev.goldthread.core.graph;

import dev.goldthread.core.event.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A graph whose content has one digest, wherever it is kept: SHA-256 over its nodes in order, each
 * with its facts and the edges that start there in order, without seq and sealedAt. So two graphs
 * of the same events agree, whatever order these were sealed in.
 */
public interface DigestibleGraph {

    /** Every node that has a fact or starts an edge, in the order of {@link NodeHash#ORDER}. */
    Iterable<Node> nodes();

    /** The digest of all nodes. */
    default Digest digest() {
        MessageDigest sha = sha256();
        for (Node node : nodes()) {
            ContentBytes.each(node, sha::update);
        }
        return Digest.of(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }
}
