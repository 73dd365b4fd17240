package dev.goldthread.api.component;

import dev.goldthread.api.component.ComponentQuery.Answer;
import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.trace.ArtifactUses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks every partition, in two rounds: which artifacts contain the components, then where these
 * artifacts went, because a release may include an artifact of a product whose log lies elsewhere.
 */
public final class ComponentGather {

    private ComponentGather() {}

    /**
     * The next ones in order.
     *
     * @param after where the page before ended
     * @return one more than {@code limit} when there are more
     */
    public static List<ComponentUse> page(
            ComponentQuery wanted, PartitionParts parts, Optional<Place> after, int limit) {
        NavigableMap<Place, Optional<String>> places = contained(parts);
        Map<Place, Optional<String>> rest =
                after.<Map<Place, Optional<String>>>map(last -> places.tailMap(last, false))
                        .orElse(places);
        List<Place> page = rest.keySet().stream().limit(limit + 1L).toList();
        Map<NodeRef, ArtifactUses> uses = uses(parts, page);
        List<ComponentUse> answer = new ArrayList<>();
        for (Place place : page) {
            answer.add(
                    new ComponentUse(
                            place.component(),
                            wanted.about(place.component()) == Answer.YES,
                            place.artifact(),
                            rest.getOrDefault(place, Optional.empty()),
                            uses.getOrDefault(place.artifact(), ArtifactUses.NONE)));
        }
        return answer;
    }

    private static NavigableMap<Place, Optional<String>> contained(PartitionParts parts) {
        NavigableMap<Place, Optional<String>> all = new TreeMap<>(ComponentUse.ORDER);
        for (int partition = 0; partition < parts.partitions(); partition++) {
            parts.contained(partition)
                    .forEach(
                            (place, name) ->
                                    all.merge(place, name, (one, other) -> one.or(() -> other)));
        }
        return all;
    }

    private static Map<NodeRef, ArtifactUses> uses(PartitionParts parts, List<Place> places) {
        TreeSet<NodeRef> artifacts = new TreeSet<>();
        places.forEach(place -> artifacts.add(place.artifact()));
        Map<NodeRef, ArtifactUses> all = new HashMap<>();
        for (int partition = 0;
                partition < parts.partitions() && !artifacts.isEmpty();
                partition++) {
            parts.uses(partition, artifacts)
                    .forEach((artifact, uses) -> all.merge(artifact, uses, ArtifactUses::and));
        }
        return all;
    }
}
