package dev.goldthread.core.environment;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.finding.ReleaseContents;
import dev.goldthread.core.graph.NodeFact;
import java.util.Optional;

/**
 * Something that is in force in an environment, in one state.
 *
 * @param node an Artifact or Model that runs, a Config or Flag that is set, an Exposure
 * @param revision of a Config or Flag
 * @param digest of the state: of a Config or Flag; an Artifact and a Model are their digest
 * @param detail the value of a flag, or who is exposed
 * @param since the event that brought this state
 * @param by the node that event is about: what installed it, or who looked where
 * @param seen the last look that saw it; empty when only declared
 * @param set the event that had set it here when that look saw it, and to which revision
 * @param installedBy the Deployment or Rollback that put it there; empty when none is on record
 */
public record Held(
        NodeRef node,
        Optional<String> revision,
        Optional<String> digest,
        Optional<String> detail,
        NodeFact since,
        NodeRef by,
        Optional<NodeFact> seen,
        Optional<NodeFact> set,
        Optional<NodeRef> installedBy) {

    /** Something that runs, named by its digest. */
    static Held content(NodeRef node, NodeFact since, NodeRef by) {
        return new Held(
                node,
                Optional.empty(),
                Optional.of(node.id()),
                Optional.empty(),
                since,
                by,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A setting or exposure in the state that a fact gives it. */
    static Held state(
            NodeRef node,
            Optional<String> revision,
            Optional<String> digest,
            Optional<String> detail,
            NodeFact since,
            NodeRef by) {
        return new Held(
                node,
                revision,
                digest,
                detail,
                since,
                by,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Held seenBy(NodeFact look) {
        return new Held(
                node, revision, digest, detail, since, by, Optional.of(look), set, installedBy);
    }

    Held setBy(Optional<NodeFact> declaration) {
        return new Held(node, revision, digest, detail, since, by, seen, declaration, installedBy);
    }

    Held installedBy(NodeRef installation) {
        return new Held(
                node, revision, digest, detail, since, by, seen, set, Optional.of(installation));
    }

    Held installedByNone() {
        return new Held(node, revision, digest, detail, since, by, seen, set, Optional.empty());
    }

    /**
     * A state that holds on keeps its beginning; one that begins is brought by what happened.
     *
     * @param before what was in force of the node until then
     */
    Held after(Happening happening, Optional<Held> before) {
        if (before.isPresent() && before.get().isSameStateAs(this)) {
            Held same = before.get();
            return new Held(
                    node,
                    revision,
                    digest,
                    detail,
                    same.since,
                    same.by,
                    seen.or(same::seen),
                    set,
                    installedBy);
        }
        boolean isItself = since.compareTo(happening.fact()) == 0;
        return new Held(
                node,
                revision,
                digest,
                detail,
                happening.fact(),
                isItself ? by : happening.subject(),
                seen,
                set,
                installedBy);
    }

    /** As another, except for when it came and who saw it. */
    boolean isSameStateAs(Held other) {
        return node.equals(other.node)
                && revision.equals(other.revision)
                && digest.equals(other.digest)
                && detail.equals(other.detail);
    }

    /** An artifact or model, which is its digest; else a setting or an exposure. */
    public boolean isRunning() {
        return ReleaseContents.isContent(node);
    }

    static boolean isSetting(NodeRef node) {
        return node.type().equals("Config") || node.type().equals("Flag");
    }
}
