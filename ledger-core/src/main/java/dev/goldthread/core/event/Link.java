package dev.goldthread.core.event;

import java.util.Optional;

/**
 * An edge that an event states, from effect to cause.
 *
 * @param revision pins the state of {@code to} that was meant
 * @param digest likewise, by content
 * @param outcome what became of {@code to}, for a test case that was executed
 */
public record Link(
        NodeRef from,
        String relation,
        NodeRef to,
        Optional<String> revision,
        Optional<String> digest,
        Optional<String> outcome,
        Strength strength) {

    private static final String SHA256 = "sha256:";
    private static final String GIT = "gitCommit:";

    /**
     * Whether a digest names other content than the node does by its id. Where the id is no digest
     * of that kind, nothing speaks against it.
     */
    public static boolean isOfAnother(String digest, NodeRef node) {
        if (digest.startsWith(SHA256)) {
            return node.id().startsWith(SHA256) && !node.id().equals(digest);
        }
        return digest.startsWith(GIT)
                && node.type().equals("Commit")
                && !node.id().equals(digest.substring(GIT.length()));
    }

    /** How sure the link is; INFERRED never counts as coverage (event-model, "Findings"). */
    public enum Strength {
        DECLARED,
        OBSERVED,
        INFERRED,
        ATTESTED
    }
}
