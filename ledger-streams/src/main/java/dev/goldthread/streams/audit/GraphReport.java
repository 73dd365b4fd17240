package dev.goldthread.streams.audit;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.seal.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found of one partition's live graph.
 *
 * @param appliedOffset up to which ledger offset, itself included, the two were compared
 * @param nodes that the ledger's bodies give
 * @param digest of the graph that they give
 * @param records that were folded
 * @param behind how many records the ledger had beyond that; the graph was not compared there
 * @param flaw the first difference
 */
public record GraphReport(
        int partition,
        OptionalLong appliedOffset,
        long nodes,
        Digest digest,
        long records,
        long behind,
        Duration took,
        Optional<Flaw> flaw) {

    /**
     * The first difference between the graph of the bodies and the live one.
     *
     * @param node where; empty when it is about the partition as a whole
     * @param field {@code node}, {@code content}, {@code effects} or {@code applied offset}
     * @param statedBy the events that state something of the node, by log and seq
     */
    public record Flaw(
            Optional<NodeRef> node,
            String field,
            String expected,
            String found,
            List<Place> statedBy) {
        public Flaw {
            statedBy = List.copyOf(statedBy);
        }
    }

    /** Where an event stands. */
    public record Place(Origin log, long seq) {}

    public boolean isEqual() {
        return flaw.isEmpty();
    }
}
