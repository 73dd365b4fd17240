package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.inferred;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.ArtifactUses.Unnamed;
import dev.goldthread.core.trace.ReleaseDifference.Unlisted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bills of materials that count more components than they name: gaps, differences, components. */
class ShortBillTest {

    private static final Differences DIFFERENCES = new Differences(Vocabulary.GOLDTHREAD);

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);
    private static final NodeRef A1 = node("Artifact", "a1");
    private static final String NOT_SAID = "does not say how many of them have no package URL";

    private final GraphFixture story = new GraphFixture();

    @BeforeEach
    void twoReleasesOfOneLine() {
        bill("a0", "d0", Map.of("componentCount", 1), "x@1");
        story.event("p", "artifact.published", "Artifact", "a1");
        story.event("p", "release.manifested", "Release", "0", link("includes", "Artifact", "a0"));
        story.event(
                "p",
                "release.manifested",
                "Release",
                "1",
                link("includes", "Artifact", "a1"),
                link("supersedes", "Release", "0"));
    }

    private void bill(String artifact, String digest, Map<String, Object> more, String... names) {
        bill(
                artifact,
                digest,
                more,
                Stream.of(names)
                        .map(name -> link("contains", "Component", "pkg:generic/" + name))
                        .toArray(Link[]::new));
    }

    private void bill(String artifact, String digest, Map<String, Object> more, Link... names) {
        Map<String, Object> data = new HashMap<>();
        data.put("format", "CYCLONEDX");
        data.put("generator", "syft 1.29.0");
        data.put("documentDigest", digest);
        data.putAll(more);
        story.event("ci", "sbom.attached", "Artifact", artifact, data, names);
    }

    private List<String> gaps() {
        return TRACER.gaps(story.graph(), PUMP, "1").orElseThrow().gaps().stream()
                .filter(gap -> gap.node().equals(A1) && gap.code().equals("INCOMPLETE"))
                .map(Gap::reason)
                .filter(reason -> reason.contains("bill") || reason.contains("parts"))
                .filter(reason -> !reason.startsWith("artifact-components"))
                .toList();
    }

    private List<String> notKnown() {
        return DIFFERENCES.between(story.graph(), PUMP, "0", "1").orElseThrow().sections().stream()
                .flatMap(section -> section.notKnown().stream())
                .map(Unlisted::because)
                .toList();
    }

    private List<Unnamed> unnamed() {
        return ArtifactUses.of(A1, story.graph()).unnamed();
    }

    private void assertWhole() {
        assertThat(gaps()).isEmpty();
        assertThat(notKnown()).isEmpty();
        assertThat(unnamed()).isEmpty();
    }

    @Test
    void oneThatNamesWhatItCountsIsWholeWhetherOrNotItSaysMore() {
        bill("a1", "d1", Map.of("componentCount", 2), "x@1", "y@1");

        assertWhole();
    }

    @Test
    void oneThatSaysHowManyCannotBeNamedIsWhole() {
        bill("a1", "d1", Map.of("componentCount", 3, "componentsWithoutPurl", 2), "x@1");

        assertWhole();
    }

    /** As events had it before there was a field for it. */
    @Test
    void oneThatDoesNotSayMayLackAllThatItDoesNotName() {
        bill("a1", "d1", Map.of("componentCount", 3), "x@1");

        assertThat(gaps())
                .containsExactly(
                        "its bill of materials e4 counts 3 components, but names 1, and "
                                + NOT_SAID);
        assertThat(notKnown()).isEqualTo(gaps());
        assertThat(unnamed()).containsExactly(new Unnamed(3, 1, OptionalLong.empty()));
    }

    @Test
    void oneThatCountsStillMoreIsIncomplete() {
        bill("a1", "d1", Map.of("componentCount", 5, "componentsWithoutPurl", 2), "x@1");

        assertThat(gaps())
                .containsExactly(
                        "its bill of materials e4 counts 5 components, but names 1, and says that"
                                + " 2 have no package URL");
        assertThat(unnamed()).containsExactly(new Unnamed(5, 1, OptionalLong.of(2)));
    }

    @Test
    void oneThatIsShortIsNoEvidenceOfWhatTheArtifactContains() {
        bill("a1", "d1", Map.of("componentCount", 3), "x@1");
        assertThat(missing()).containsOnlyOnce("artifact-components");

        bill("a1", "d2", Map.of("componentCount", 1, "part", part(1)), "x@1");
        bill("a1", "d3", Map.of("componentCount", 1), "x@1");
        assertThat(missing()).doesNotContain("artifact-components");
    }

    private List<String> missing() {
        return TRACER.gaps(story.graph(), PUMP, "1").orElseThrow().completeness().missing().stream()
                .map(Completeness.Missing::evidence)
                .toList();
    }

    @Test
    void aGuessedLinkAndOneThatIsThereTwiceNameNothingMore() {
        Link named = link("contains", "Component", "pkg:generic/x@1");
        bill(
                "a1",
                "d1",
                Map.of("componentCount", 2, "componentsWithoutPurl", 0),
                named,
                named,
                inferred("contains", "Component", "pkg:generic/y@1"));

        assertThat(unnamed()).containsExactly(new Unnamed(2, 1, OptionalLong.of(0)));
    }

    @Test
    void partsAreCountedTogether() {
        Map<String, Object> first = new HashMap<>(Map.of("part", part(1)));
        first.putAll(Map.of("componentCount", 3, "componentsWithoutPurl", 1));
        Map<String, Object> second = new HashMap<>(first);
        second.put("part", part(2));

        bill("a1", "d1", first, "x@1");
        assertThat(gaps()).singleElement().asString().contains("1 of them have not come");
        assertThat(unnamed()).as("one missing thing is one gap").isEmpty();

        bill("a1", "d1", second, "y@1");
        assertWhole();
    }

    private static Map<String, Object> part(long number) {
        return Map.of("number", number, "total", 2L);
    }

    @Test
    void theSameDocumentSentAgainSaysWhatItDidNot() {
        bill("a1", "d1", Map.of("componentCount", 4), "x@1");
        bill("a1", "d1", Map.of("componentCount", 3, "componentsWithoutPurl", 2), "x@1");

        assertWhole();
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void oneDocumentDoesNotCountTwoWays() {
        bill("a1", "d1", Map.of("componentCount", 9), "x@1");
        bill("a1", "d1", Map.of("componentCount", 3), "x@1");
        assertThat(conflicts())
                .containsExactly(
                        "e4 and e5 tell of one bill of materials, d1, but the one counts 9"
                                + " components, the other 3 components");
    }

    @Test
    void norDoesItHaveTwoNumbersOfComponentsThatCannotBeNamed() {
        bill("a1", "d1", Map.of("componentCount", 3, "componentsWithoutPurl", 1), "x@1");
        bill("a1", "d1", Map.of("componentCount", 3, "componentsWithoutPurl", 2), "x@1");
        assertThat(conflicts())
                .containsExactly(
                        "e4 and e5 tell of one bill of materials, d1, but the one counts 3"
                                + " components, 1 of them without a package URL, the other 3"
                                + " components, 2 of them without a package URL");
    }

    @Test
    void partsTogetherNameNoMoreThanTheyCount() {
        bill("a1", "d1", Map.of("componentCount", 2, "part", part(1)), "x@1", "y@1");
        assertThat(conflicts()).isEmpty();

        bill("a1", "d1", Map.of("componentCount", 2, "part", part(2)), "z@1");
        assertThat(conflicts())
                .containsExactly("its bill of materials e5 counts 2 components, but names 3");
    }

    @Test
    void twoDocumentsMayCountDifferentlyAndWhatWasTakenBackCountsNothing() {
        bill("a1", "d1", Map.of("componentCount", 9), "x@1");
        bill("a1", "d2", Map.of("componentCount", 1), "x@1");
        assertThat(conflicts()).isEmpty();

        bill("a1", "d2", Map.of("componentCount", 4), "x@1");
        assertThat(conflicts()).hasSize(1);
        story.event("p", "event.superseded", "Event", "e6", Map.of("scope", "WHOLE"));
        assertThat(conflicts()).isEmpty();
    }

    private List<String> conflicts() {
        return TRACER
                .gaps(AsOf.NOW.of(story.graph(), PUMP), PUMP, "1")
                .orElseThrow()
                .gaps()
                .stream()
                .filter(gap -> gap.node().equals(A1) && gap.code().equals("CONFLICT"))
                .map(Gap::reason)
                .toList();
    }

    @Test
    void aLaterWholeOneTakesItsPlaceAsThatOfOneInParts() {
        bill("a1", "d1", Map.of("componentCount", 3), "x@1");
        bill("a1", "d2", Map.of("componentCount", 1, "generator", "other 1"), "x@1");
        assertThat(gaps())
                .singleElement()
                .asString()
                .endsWith("; event e5 is whole, but by another tool, other 1");

        bill("a1", "d3", Map.of("componentCount", 1), "x@1");
        assertWhole();
    }

    @Test
    void oneThatIsShortItselfTakesNoPlace() {
        bill("a1", "d1", Map.of("componentCount", 1, "part", part(1)), "x@1");
        bill("a1", "d2", Map.of("componentCount", 2), "x@1");

        assertThat(gaps()).hasSize(2);
    }
}
