package dev.goldthread.api.component;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.trace.ArtifactUses;
import java.util.Comparator;
import java.util.Optional;

/**
 * A component in an artifact, or in one that was made with such an artifact.
 *
 * @param component its package URL
 * @param isCompared whether its version could be held against what was asked
 * @param artifactName what people call the artifact
 * @param through the artifact that contains it, where this one was only made with that
 */
public record ComponentUse(
        String component,
        boolean isCompared,
        NodeRef artifact,
        Optional<String> artifactName,
        Optional<NodeRef> through,
        ArtifactUses uses) {

    /** By component, then artifact: where a page ends in this order, the next one begins. */
    static final Comparator<Place> ORDER =
            Comparator.comparing(Place::component).thenComparing(Place::artifact);

    /** Where one stands among all. */
    public record Place(String component, NodeRef artifact) {}

    public Place place() {
        return new Place(component, artifact);
    }
}
