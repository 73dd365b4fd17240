package dev.goldthread.core.crossing;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.graph.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Where one product's log is fetched from, nodes of it at a time, because it lies elsewhere. */
@FunctionalInterface
public interface Pieces {

    /**
     * What the log states of some nodes. How many of them, and which others beside them, the one
     * who lends decides: at least one of those that are wanted.
     *
     * @param upTo the last entry that counts; all there are when empty
     * @param wanted whichever product's nodes, at least one
     */
    Fetched fetch(OptionalLong upTo, Collection<NodeRef> wanted);

    /** The answer to such a wish. */
    sealed interface Fetched permits Fetched.Piece, Kept {

        /**
         * @param end the last entry of the log that counts here; empty when there is no such log
         * @param then the last one sealed by the time that the question is about; empty when there
         *     was none by then
         * @param corrected as {@link dev.goldthread.core.graph.GraphView#corrected} says it of the
         *     log, at least up to {@code end}
         * @param nodes those whose every statement up to {@code end} is among these
         * @param statements may state something of other nodes too
         */
        record Piece(
                Optional<Position> end,
                Optional<Position> then,
                Set<NodeRef> corrected,
                Set<NodeRef> nodes,
                List<Statement> statements)
                implements Fetched {
            public Piece {
                corrected = Set.copyOf(corrected);
                nodes = Set.copyOf(nodes);
                statements = List.copyOf(statements);
            }
        }
    }
}
