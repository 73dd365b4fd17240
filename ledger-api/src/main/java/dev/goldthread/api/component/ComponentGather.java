package dev.goldthread.api.component;

import dev.goldthread.api.component.ComponentQuery.Answer;
import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.api.component.PartitionParts.Made;
import dev.goldthread.api.component.PartitionParts.Said;
import dev.goldthread.core.crossing.Crossing.Searched;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.trace.ArtifactUses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks every partition, in rounds: which artifacts contain the components, what was made with these
 * artifacts or is the same content under another product's name, link by link, then where all of
 * them went; because a release may include an artifact of a product whose log lies elsewhere.
 */
public final class ComponentGather {

    private final PartitionParts parts;
    private final SortedMap<Integer, Standing> stands = new TreeMap<>();

    /**
     * A part of all, in order.
     *
     * @param hasMore whether there are others behind them
     * @param searched about how many artifacts it was asked who else has the same content, for this
     *     page
     * @param stands how far the answer of each partition goes, every one of them, with the logs
     *     that the page names: that nothing is found is told of all logs
     */
    public record Page(
            List<ComponentUse> uses,
            boolean hasMore,
            Searched searched,
            SortedMap<Integer, Standing> stands) {
        public Page {
            uses = List.copyOf(uses);
            stands = new TreeMap<>(stands);
        }
    }

    /**
     * What is known of a place.
     *
     * @param name of its artifact
     * @param through the artifact that contains the component, where it is another one
     */
    private record Found(Optional<String> name, Optional<NodeRef> through) {
        Found and(Found other) {
            return new Found(name.or(other::name), through);
        }
    }

    /**
     * Components in artifacts, all of which are held before a page is cut, with what was made with
     * those of the page's components.
     */
    private static final int PLACES_MAX = 200_000;

    private ComponentGather(PartitionParts parts) {
        this.parts = parts;
    }

    /**
     * The next ones in order.
     *
     * @param after where the page before ended
     * @throws UnfitQueryException when too much was made with what contains them
     */
    public static Page page(
            ComponentQuery wanted, PartitionParts parts, Optional<Place> after, int limit) {
        return new ComponentGather(parts).page(wanted, after, limit);
    }

    private Page page(ComponentQuery wanted, Optional<Place> after, int limit) {
        NavigableMap<Place, Found> contained = contained();
        boolean isAnywhere = !contained.isEmpty();
        NavigableMap<Place, Found> places = ofPage(contained, after, limit);
        Searched searched = addMade(places);
        Map<Place, Found> rest =
                after.<Map<Place, Found>>map(last -> places.tailMap(last, false)).orElse(places);
        List<Place> page = rest.keySet().stream().limit(limit).toList();
        Map<NodeRef, ArtifactUses> uses = uses(page);
        List<ComponentUse> answer = new ArrayList<>();
        Set<Product> named = new HashSet<>();
        for (Place place : page) {
            ArtifactUses known = uses.getOrDefault(place.artifact(), ArtifactUses.NONE);
            Found found = Objects.requireNonNull(places.get(place));
            answer.add(
                    new ComponentUse(
                            place.component(),
                            wanted.about(place.component()) == Answer.YES,
                            place.artifact(),
                            found.name(),
                            found.through(),
                            known));
            named.add(place.artifact().product());
            found.through().map(NodeRef::product).ifPresent(named::add);
            known.named().map(NodeRef::product).forEach(named::add);
        }
        if (isAnywhere) {
            stands.replaceAll((partition, standing) -> standing.of(named));
        }
        return new Page(answer, rest.size() > page.size(), searched, stands);
    }

    private NavigableMap<Place, Found> contained() {
        NavigableMap<Place, Found> all = new TreeMap<>(ComponentUse.ORDER);
        for (int partition = 0; partition < parts.partitions(); partition++) {
            said(partition, parts.contained(partition))
                    .forEach(
                            (place, name) ->
                                    all.merge(
                                            place, new Found(name, Optional.empty()), Found::and));
            MadeOf.requireAtMost(all.size(), PLACES_MAX, "places contain it");
        }
        return all;
    }

    /**
     * Those of the components that the page can come to: what was made with others stands elsewhere
     * in the order.
     */
    private static NavigableMap<Place, Found> ofPage(
            NavigableMap<Place, Found> contained, Optional<Place> after, int limit) {
        NavigableMap<Place, Found> ofPage = new TreeMap<>(ComponentUse.ORDER);
        String last = "";
        int ahead = 0;
        for (Map.Entry<Place, Found> each : contained.entrySet()) {
            Place place = each.getKey();
            if (after.isPresent() && place.component().compareTo(after.get().component()) < 0) {
                continue;
            }
            if (ahead > limit && !place.component().equals(last)) {
                break;
            }
            last = place.component();
            ofPage.put(place, each.getValue());
            if (after.isEmpty() || ComponentUse.ORDER.compare(place, after.get()) > 0) {
                ahead++;
            }
        }
        return ofPage;
    }

    /** What a component came into by another way stands behind what contains it itself. */
    private Searched addMade(NavigableMap<Place, Found> places) {
        SortedSet<NodeRef> containing = new TreeSet<>();
        places.keySet().forEach(place -> containing.add(place.artifact()));
        MadeOf made = made(containing);
        Map<NodeRef, SortedMap<NodeRef, Optional<String>>> known = new HashMap<>();
        for (Place place : List.copyOf(places.keySet())) {
            known.computeIfAbsent(place.artifact(), made::of)
                    .forEach(
                            (artifact, name) ->
                                    places.putIfAbsent(
                                            new Place(place.component(), artifact),
                                            new Found(name, Optional.of(place.artifact()))));
            MadeOf.requireAtMost(places.size(), PLACES_MAX, "places contain it");
        }
        return made.searched();
    }

    private MadeOf made(SortedSet<NodeRef> containing) {
        MadeOf made = new MadeOf(containing);
        SortedSet<NodeRef> ends = containing;
        while (!ends.isEmpty()) {
            List<NodeRef> contents = made.contents(ends);
            List<Made> links = new ArrayList<>();
            List<Made> twins = new ArrayList<>();
            for (int partition = 0; partition < parts.partitions(); partition++) {
                links.addAll(said(partition, parts.made(partition, ends)));
                if (!contents.isEmpty()) {
                    twins.addAll(said(partition, parts.twins(partition, contents)));
                }
            }
            ends = made.add(links, twins);
        }
        return made;
    }

    private Map<NodeRef, ArtifactUses> uses(List<Place> places) {
        TreeSet<NodeRef> artifacts = new TreeSet<>();
        places.forEach(place -> artifacts.add(place.artifact()));
        Map<NodeRef, ArtifactUses> all = new HashMap<>();
        for (int partition = 0;
                partition < parts.partitions() && !artifacts.isEmpty();
                partition++) {
            said(partition, parts.uses(partition, artifacts))
                    .forEach((artifact, uses) -> all.merge(artifact, uses, ArtifactUses::and));
        }
        return all;
    }

    private <T> T said(int partition, Said<T> said) {
        stands.merge(partition, said.stands(), Standing::and);
        return said.answer();
    }
}
