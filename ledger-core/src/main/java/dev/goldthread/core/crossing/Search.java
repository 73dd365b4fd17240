package dev.goldthread.core.crossing;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphView;
import java.util.Set;

/**
 * Which products that nothing leads to a question looks for, and where.
 *
 * @param mentions is asked who they are
 */
public record Search(Set<Aim> aims, Mentions mentions) {

    /** What is looked for. */
    public enum Aim {
        /**
         * Where a content comes from, of which the logs so far do not say it: the products that do.
         */
        ORIGIN,
        /** What rests on a node: the products that link to it or have the same content. */
        USERS,
        /** The products that have the same content, whoever made it. */
        SAME_CONTENT
    }

    public Search {
        aims = Set.copyOf(aims);
    }

    /**
     * A package that an artifact contains is used, and nobody's log is looked for as its origin.
     */
    boolean isFor(NodeRef ref, GraphView view) {
        return aims.contains(Aim.USERS)
                || (aims.contains(Aim.SAME_CONTENT) && Mention.isContent(ref.type()))
                || (aims.contains(Aim.ORIGIN)
                        && Mention.isContent(ref.type())
                        && !ref.type().equals("Component")
                        && !Mention.hasOrigin(view.node(ref)));
    }

    boolean takes(Mention mention) {
        return aims.contains(Aim.USERS)
                || (aims.contains(Aim.SAME_CONTENT) && mention.isOfContent())
                || (aims.contains(Aim.ORIGIN) && mention.how() == Mention.How.ORIGIN);
    }
}
