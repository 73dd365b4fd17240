package dev.goldthread.api.component;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.trace.ArtifactUses;
import java.util.Comparator;
import java.util.Optional;

/**
 * A component in an artifact, or in one that was made with such an artifact or is the same content.
 *
 * @param component its package URL
 * @param isCompared whether its version could be held against what was asked
 * @param artifactName what people call the artifact
 * @param through the artifact that contains it, where by {@link #way} this one is another
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

    /** How the component came into it. */
    public enum Way {
        /** It contains it by its own bill of materials. */
        CONTAINS,
        /** It is the same content as the one that contains it, under another product's name. */
        SAME_CONTENT,
        /** It was made with the one that contains it, at any distance. */
        MADE_WITH
    }

    public Way way() {
        return through.map(
                        containing ->
                                containing.type().equals(artifact.type())
                                                && containing.id().equals(artifact.id())
                                        ? Way.SAME_CONTENT
                                        : Way.MADE_WITH)
                .orElse(Way.CONTAINS);
    }

    /** Where one stands among all. */
    public record Place(String component, NodeRef artifact) {}

    public Place place() {
        return new Place(component, artifact);
    }
}
