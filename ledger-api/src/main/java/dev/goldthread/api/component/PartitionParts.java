package dev.goldthread.api.component;

import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.trace.ArtifactUses;
import dev.goldthread.streams.project.NotReadyException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What single partitions of the ledger know of one question, wherever they lie.
 *
 * <p>All rounds throw {@link NotReadyException} when a partition cannot be asked: an answer without
 * it would look whole.
 */
public interface PartitionParts {

    /** How many partitions there are, from 0. */
    int partitions();

    /**
     * What one partition says.
     *
     * @param stands how far it had come when it said so
     */
    record Said<T>(T answer, Standing stands) {}

    /**
     * First round: where the components are contained, with the name of each artifact. Where they
     * are in none, it stands on the log of every product that lies there.
     */
    Said<Map<Place, Optional<String>>> contained(int partition);

    /**
     * One link from a thing to what was made with it: an artifact or model, or the build or
     * training on the way there; or to what is the same content.
     *
     * @param name what people call what was made
     */
    record Made(NodeRef with, NodeRef made, Optional<String> name) {}

    /** Rounds between: what was made with these, one link further. */
    Said<List<Made>> made(int partition, Collection<NodeRef> with);

    /**
     * Rounds between: the same contents under the names of products whose logs lie there, each
     * {@link Made#made} by the word of its own product's log.
     */
    Said<List<Made>> twins(int partition, Collection<NodeRef> contents);

    /** Last round: where these artifacts went. */
    Said<Map<NodeRef, ArtifactUses>> uses(int partition, Collection<NodeRef> artifacts);
}
