package dev.goldthread.api.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.api.component.ComponentGather.Page;
import dev.goldthread.api.component.ComponentUse.Place;
import dev.goldthread.api.component.ComponentUse.Way;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.trace.ArtifactUses;
import dev.goldthread.core.trace.ArtifactUses.Released;
import dev.goldthread.core.trace.PartMarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What an answer stands on, put together of three partitions that say what they are told to. */
class ComponentGatherTest {

    private static final Product KIT = new Product("kit");
    private static final Product PLAIN = new Product("plain");
    private static final Product RIG = new Product("rig");
    private static final NodeRef IN_KIT = new NodeRef(KIT, "Artifact", "sha256:aa");
    private static final NodeRef IN_PLAIN = new NodeRef(PLAIN, "Artifact", "sha256:bb");
    private static final NodeRef RELEASE = new NodeRef(RIG, "Release", "1.0");

    private static final NodeRef BUILD = new NodeRef(RIG, "Build", "rig#1");
    private static final NodeRef IN_RIG = new NodeRef(RIG, "Artifact", "sha256:cc");

    private static final NodeRef SAME_IN_RIG = new NodeRef(RIG, "Artifact", "sha256:bb");
    private static final NodeRef SAME_IN_SHED =
            new NodeRef(new Product("shed"), "Artifact", "sha256:bb");
    private static final NodeRef SHED_BUILD = new NodeRef(new Product("shed"), "Build", "shed#1");
    private static final NodeRef IN_SHED =
            new NodeRef(new Product("shed"), "Artifact", "sha256:dd");

    /**
     * Kit and plain lie in partition 0, rig and shed in 1, nothing in 2; a second look is later.
     */
    private static final class Three implements PartitionParts {

        private final List<List<NodeRef>> askedForTwins = new ArrayList<>();

        @Override
        public int partitions() {
            return 3;
        }

        @Override
        public Said<Map<Place, Optional<String>>> contained(int partition) {
            Map<Place, Optional<String>> places = new TreeMap<>(ComponentUse.ORDER);
            if (partition == 0) {
                places.put(new Place("pkg:generic/zlib@1", IN_KIT), Optional.empty());
                places.put(new Place("pkg:generic/zlib@1", IN_PLAIN), Optional.empty());
            }
            return new Said<>(
                    places,
                    switch (partition) {
                        case 0 -> stands(7, Map.of(KIT, 3L, PLAIN, 2L));
                        case 1 -> stands(5, Map.of());
                        default -> new Standing(OptionalLong.empty(), new TreeMap<>());
                    });
        }

        @Override
        public Said<Map<NodeRef, ArtifactUses>> uses(int partition, Collection<NodeRef> artifacts) {
            return switch (partition) {
                case 0 -> new Said<>(Map.of(), stands(9, Map.of(KIT, 4L)));
                case 1 ->
                        new Said<>(
                                Map.of(
                                        IN_KIT,
                                        new ArtifactUses(
                                                List.of(
                                                        new Released(
                                                                RELEASE,
                                                                Optional.empty(),
                                                                Optional.empty())),
                                                List.of(),
                                                new TreeSet<>(),
                                                List.of(),
                                                List.of(),
                                                PartMarks.NONE)),
                                stands(5, Map.of(RIG, 1L)));
                default -> new Said<>(Map.of(), empty());
            };
        }

        /** Rig's build used what kit published. */
        @Override
        public Said<List<Made>> made(int partition, Collection<NodeRef> with) {
            List<Made> made = new ArrayList<>();
            if (partition == 1 && with.contains(IN_KIT)) {
                made.add(new Made(IN_KIT, BUILD, Optional.empty()));
            }
            if (partition == 1 && with.contains(BUILD)) {
                made.add(new Made(BUILD, IN_RIG, Optional.of("rig-image")));
                made.add(new Made(BUILD, IN_KIT, Optional.empty())); // a ring ends
            }
            if (partition == 1 && with.contains(SAME_IN_SHED)) {
                made.add(new Made(SAME_IN_SHED, SHED_BUILD, Optional.empty()));
            }
            if (partition == 1 && with.contains(SHED_BUILD)) {
                made.add(new Made(SHED_BUILD, IN_SHED, Optional.of("shed-image")));
            }
            Standing stands = new Standing(OptionalLong.of(9), new TreeMap<>());
            return new Said<>(made, partition == 2 ? empty() : stands);
        }

        /** Rig's partition has plain's content under two more names, one of them unpublished. */
        @Override
        public Said<List<Made>> twins(int partition, Collection<NodeRef> contents) {
            askedForTwins.add(List.copyOf(contents));
            List<Made> twins = new ArrayList<>();
            if (partition == 1 && contents.contains(IN_PLAIN)) {
                twins.add(new Made(IN_PLAIN, SAME_IN_RIG, Optional.of("vendored")));
                twins.add(new Made(IN_PLAIN, SAME_IN_SHED, Optional.empty()));
            }
            return new Said<>(twins, partition == 2 ? empty() : stands(9, Map.of()));
        }

        private static Standing empty() {
            return new Standing(OptionalLong.empty(), new TreeMap<>());
        }

        private static Standing stands(long offset, Map<Product, Long> ends) {
            SortedMap<Product, Position> logs = new TreeMap<>();
            ends.forEach((log, seq) -> logs.put(log, new Position(seq, Instant.EPOCH)));
            return new Standing(OptionalLong.of(offset), logs);
        }
    }

    private static Page page(String name, int limit) {
        ComponentQuery wanted =
                ComponentQuery.of(Optional.empty(), Optional.empty(), Optional.of(name));
        return ComponentGather.page(wanted, new Three(), Optional.empty(), limit);
    }

    @Test
    void aPageStandsOnEveryPartitionAndOnTheLogsThatItNames() {
        Page page = page("zlib", 1);

        assertThat(page.hasMore()).isTrue();
        assertThat(page.uses()).extracting(ComponentUse::artifact).containsExactly(IN_KIT);
        assertThat(page.stands().keySet()).containsExactly(0, 1, 2);
        assertThat(page.stands().get(0).logs().keySet()).as("not plain").containsExactly(KIT);
        assertThat(page.stands().get(1).logs().keySet()).containsExactly(RIG);
        assertThat(page.stands().get(2).offset()).as("it has no record").isEmpty();
    }

    @Test
    void ofTwoLooksTheEarlierOneIsNamed() {
        Page page = page("zlib", 10);

        assertThat(page.hasMore()).isFalse();
        assertThat(page.stands().get(0).offset()).hasValue(7);
        assertThat(page.stands().get(0).logs().get(KIT).seq()).isEqualTo(3);
    }

    @Test
    void whatWasMadeWithAnArtifactThatContainsItHasItToo() {
        Page page = page("zlib", 10);

        assertThat(page.uses())
                .extracting(ComponentUse::artifact, ComponentUse::through)
                .contains(
                        tuple(IN_KIT, Optional.empty()),
                        tuple(IN_PLAIN, Optional.empty()),
                        tuple(IN_RIG, Optional.of(IN_KIT)));
        assertThat(page.uses())
                .filteredOn(use -> use.artifact().equals(IN_RIG))
                .extracting(ComponentUse::way, ComponentUse::artifactName)
                .containsExactly(tuple(Way.MADE_WITH, Optional.of("rig-image")));
    }

    @Test
    void theSameContentUnderAnotherProductsNameHasItTooAndWhatWasMadeWithThat() {
        Page page = page("zlib", 10);

        assertThat(page.uses())
                .filteredOn(use -> use.through().equals(Optional.of(IN_PLAIN)))
                .extracting(ComponentUse::artifact, ComponentUse::way)
                .containsExactly(
                        tuple(SAME_IN_RIG, Way.SAME_CONTENT),
                        tuple(SAME_IN_SHED, Way.SAME_CONTENT),
                        tuple(IN_SHED, Way.MADE_WITH));
        assertThat(page.stands().get(1).logs().keySet()).contains(RIG);
    }

    @Test
    void eachContentIsAskedForOnceOfEachPartitionWhoeverNamesIt() {
        Three parts = new Three();
        ComponentQuery wanted =
                ComponentQuery.of(Optional.empty(), Optional.empty(), Optional.of("zlib"));

        Page page = ComponentGather.page(wanted, parts, Optional.empty(), 10);

        assertThat(parts.askedForTwins)
                .containsExactly(
                        List.of(IN_KIT, IN_PLAIN),
                        List.of(IN_KIT, IN_PLAIN),
                        List.of(IN_KIT, IN_PLAIN),
                        List.of(IN_RIG),
                        List.of(IN_RIG),
                        List.of(IN_RIG),
                        List.of(IN_SHED),
                        List.of(IN_SHED),
                        List.of(IN_SHED));
        assertThat(page.searched().nodes()).isEqualTo(4);
        assertThat(page.searched().unasked()).isZero();
    }

    /** One partition: nine versions, each in two artifacts, with each of which one was made. */
    private static final class Nine implements PartitionParts {

        private final TreeSet<NodeRef> asked = new TreeSet<>();

        private static NodeRef artifact(String id) {
            return new NodeRef(KIT, "Artifact", id);
        }

        @Override
        public int partitions() {
            return 1;
        }

        @Override
        public Said<Map<Place, Optional<String>>> contained(int partition) {
            Map<Place, Optional<String>> places = new TreeMap<>(ComponentUse.ORDER);
            for (int i = 1; i <= 9; i++) {
                for (String id : List.of("a" + i, "b" + i)) {
                    places.put(new Place("pkg:generic/zlib@" + i, artifact(id)), Optional.empty());
                }
            }
            return said(places);
        }

        @Override
        public Said<List<Made>> made(int partition, Collection<NodeRef> with) {
            asked.addAll(with);
            return said(
                    with.stream()
                            .filter(each -> each.id().length() == 2)
                            .map(
                                    each ->
                                            new Made(
                                                    each,
                                                    artifact(each.id() + "-image"),
                                                    Optional.empty()))
                            .toList());
        }

        @Override
        public Said<List<Made>> twins(int partition, Collection<NodeRef> contents) {
            return said(List.of());
        }

        @Override
        public Said<Map<NodeRef, ArtifactUses>> uses(int partition, Collection<NodeRef> artifacts) {
            return said(Map.of());
        }

        private static <T> Said<T> said(T answer) {
            return new Said<>(answer, new Standing(OptionalLong.of(1), new TreeMap<>()));
        }
    }

    @Test
    void whatWasMadeIsAskedOfThePagesComponentsAloneAndThePagesAreTheWhole() {
        ComponentQuery wanted =
                ComponentQuery.of(Optional.empty(), Optional.empty(), Optional.of("zlib"));
        List<Place> whole =
                ComponentGather.page(wanted, new Nine(), Optional.empty(), 100).uses().stream()
                        .map(ComponentUse::place)
                        .toList();
        assertThat(whole).hasSize(36);
        for (int limit = 1; limit <= 7; limit++) {
            List<Place> paged = new ArrayList<>();
            boolean hasMore = true;
            while (hasMore) {
                Nine parts = new Nine();
                Optional<Place> after =
                        paged.isEmpty() ? Optional.empty() : Optional.of(paged.getLast());
                Page page = ComponentGather.page(wanted, parts, after, limit);
                page.uses().forEach(use -> paged.add(use.place()));
                hasMore = page.hasMore();
                assertThat(parts.asked)
                        .as("artifacts that contain it, and what was made with them")
                        .hasSizeLessThanOrEqualTo(4 * (limit / 2 + 2));
            }
            assertThat(paged).isEqualTo(whole);
        }
    }
}
