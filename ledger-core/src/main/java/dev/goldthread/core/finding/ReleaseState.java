package dev.goldthread.core.finding;

import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeFact;
import java.util.Optional;

/**
 * Whether a release was made available or taken back, by the later of the two. Other events about
 * it, such as a manifest that comes late, change nothing of that.
 */
public final class ReleaseState {

    private static final String PUBLISHED = "release.published";
    private static final String WITHDRAWN = "release.withdrawn";

    private ReleaseState() {}

    /** Empty of a release that is a candidate still. */
    public static Optional<NodeFact> last(Node release) {
        return release.latest(PUBLISHED, WITHDRAWN);
    }

    public static boolean isPublished(Node release) {
        return is(release, PUBLISHED);
    }

    public static boolean isWithdrawn(Node release) {
        return is(release, WITHDRAWN);
    }

    private static boolean is(Node release, String type) {
        return last(release).filter(fact -> fact.type().equals(type)).isPresent();
    }
}
