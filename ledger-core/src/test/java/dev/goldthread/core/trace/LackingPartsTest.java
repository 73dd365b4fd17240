package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.MissingParts;
import dev.goldthread.core.graph.AsOf;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.graph.GraphView;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeAllowance;
import dev.goldthread.core.trace.ArtifactUses.Lacking;
import dev.goldthread.core.trace.ReleaseDifference.Unlisted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What takes the place of a statement of which parts never came; and that the answers that rest on
 * it agree: gaps, pending, differences and where components are.
 */
class LackingPartsTest {

    private static final Differences DIFFERENCES = new Differences(Vocabulary.GOLDTHREAD);

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);
    private static final String SCANNER = "syft 1.29.0";

    private final GraphFixture story = new GraphFixture();

    private static Instant hour(int hour) {
        return Instant.parse("2026-03-01T%02d:00:00Z".formatted(hour));
    }

    private GraphView now() {
        return AsOf.NOW.of(story.graph(), PUMP);
    }

    @Nested
    class OfABillOfMaterials {

        private static final NodeRef A1 = node("Artifact", "a1");

        /** Two releases of one line; the bill of the later one comes in three parts. */
        @BeforeEach
        void theFirstOfThreePartsCame() {
            bill(1, "a0", "d0", Map.of(), "x@1");
            story.event("p", "artifact.published", "Artifact", "a1");
            story.event(
                    "p", "release.manifested", "Release", "0", link("includes", "Artifact", "a0"));
            story.event(
                    "p",
                    "release.manifested",
                    "Release",
                    "1",
                    link("includes", "Artifact", "a1"),
                    link("supersedes", "Release", "0"));
            bill(2, "a1", "d1", Map.of("part", Map.of("number", 1L, "total", 3L)), "x@1");
        }

        private void bill(
                int hour, String artifact, String digest, Map<String, Object> more, String has) {
            Map<String, Object> data = new HashMap<>();
            data.put("format", "CYCLONEDX");
            data.put("generator", SCANNER);
            data.put("documentDigest", digest);
            data.putAll(more);
            story.at(
                    hour(hour),
                    "ci",
                    "sbom.attached",
                    "Artifact",
                    artifact,
                    data,
                    link("contains", "Component", "pkg:generic/" + has));
        }

        /** All of them ask the same; one that says other than the rest fails here. */
        private void assertLacking(boolean isLacking) {
            List<String> gaps =
                    TRACER.gaps(now(), PUMP, "1").orElseThrow().gaps().stream()
                            .filter(gap -> gap.node().equals(A1))
                            .map(Gap::reason)
                            .filter(reason -> reason.contains("have not come"))
                            .toList();
            List<String> pending =
                    PendingWork.of(now(), counted(), PUMP, NodeAllowance.UNBOUNDED)
                            .orElseThrow()
                            .items()
                            .stream()
                            .filter(item -> item.node().equals(A1))
                            .map(PendingWork.Item::what)
                            .toList();
            List<String> notKnown =
                    DIFFERENCES.between(now(), PUMP, "0", "1").orElseThrow().sections().stream()
                            .flatMap(section -> section.notKnown().stream())
                            .map(Unlisted::because)
                            .toList();
            List<Lacking> lacking = ArtifactUses.of(A1, now()).lacking();

            assertThat(gaps).hasSize(isLacking ? 1 : 0);
            assertThat(pending)
                    .isEqualTo(isLacking ? List.of("1 of 3 parts of sbom.attached") : List.of());
            assertThat(notKnown)
                    .isEqualTo(
                            isLacking
                                    ? List.of("2 of 3 parts of its bill of materials have not come")
                                    : List.of());
            assertThat(lacking).isEqualTo(isLacking ? List.of(new Lacking(2, 3)) : List.of());
        }

        private List<Node> counted() {
            List<Node> nodes = new ArrayList<>();
            story.graph().nodes().forEach(node -> nodes.add(now().node(node.ref())));
            return nodes;
        }

        private String reason() {
            return MissingParts.of(now().node(A1)).getFirst().text();
        }

        @Test
        void isLackingUntilSomethingTakesItsPlace() {
            assertLacking(true);
            assertThat(reason())
                    .isEqualTo(
                            "sbom.attached comes in 3 parts, but 2 of them have not come, the first is 2");
        }

        @Test
        void aLaterWholeOneOfTheSameSourceFormatAndToolTakesItsPlace() {
            bill(3, "a1", "d2", Map.of(), "y@1");

            assertLacking(false);
            assertThat(now().node(A1).causes())
                    .as("what was said to be in it counts all the same")
                    .extracting(edge -> edge.to().id())
                    .contains("pkg:generic/x@1", "pkg:generic/y@1");
        }

        @Test
        void aLaterOneInPartsDoesOnceAllOfThemAreHere() {
            bill(3, "a1", "d2", Map.of("part", Map.of("number", 1L, "total", 2L)), "y@1");
            assertThat(MissingParts.of(now().node(A1))).hasSize(2);

            bill(3, "a1", "d2", Map.of("part", Map.of("number", 2L, "total", 2L)), "z@1");

            assertLacking(false);
        }

        @Test
        void theSameDocumentInOtherPiecesDoesWheneverItIsFrom() {
            bill(1, "a1", "d1", Map.of(), "y@1");

            assertLacking(false);
        }

        @Test
        void aLaterRevisionOfTheDocumentDoesWhicheverToolWroteIt() {
            bill(
                    4,
                    "a1",
                    "d2",
                    Map.of("documentId", "urn:uuid:1", "part", Map.of("number", 1L, "total", 2L)),
                    "y@1");
            bill(5, "a1", "d3", Map.of("documentId", "urn:uuid:1", "generator", "other 1"), "y@1");

            assertThat(MissingParts.of(now().node(A1)))
                    .as("only of the first one, which has no id")
                    .singleElement()
                    .extracting(MissingParts::total)
                    .isEqualTo(3L);
        }

        @Test
        void oneOfAnotherSourceDoesNotAndIsNamed() {
            story.saidBy("https://laptop.example");
            bill(3, "a1", "d2", Map.of(), "y@1");

            assertLacking(true);
            assertThat(reason())
                    .endsWith(
                            "the first is 2; event e5 is whole, but of another source, https://laptop.example");
        }

        @Test
        void oneInAnotherFormatDoesNot() {
            bill(3, "a1", "d2", Map.of("format", "SPDX"), "y@1");

            assertLacking(true);
            assertThat(reason()).endsWith("event e5 is whole, but in another format, SPDX");
        }

        @Test
        void oneOfAnotherToolDoesNot() {
            bill(3, "a1", "d2", Map.of("generator", "syft 1.30.0"), "y@1");

            assertLacking(true);
            assertThat(reason()).endsWith("event e5 is whole, but by another tool, syft 1.30.0");
        }

        @Test
        void anOlderOneDoesNot() {
            bill(1, "a1", "d2", Map.of(), "y@1");

            assertLacking(true);
            assertThat(reason()).endsWith("event e5 is whole, but not later");
        }

        @Test
        void oneOfAnotherArtifactDoesNot() {
            bill(3, "a0", "d2", Map.of(), "y@1");

            assertLacking(true);
        }

        @Test
        void theEventThatSupersedesThePartsThatCameDoes() {
            story.event(
                    "p",
                    "event.superseded",
                    "Event",
                    "e4",
                    Map.of("scope", "WHOLE", "fields", List.of()));
            bill(3, "a1", "d2", Map.of("format", "SPDX"), "y@1");

            assertLacking(false);
        }

        @Test
        void itWasLackingAsLongAsNothingHadTakenItsPlace() {
            bill(3, "a1", "d2", Map.of(), "y@1");
            GraphView before =
                    new AsOf(new AsOf.Recorded.UpTo(4), Optional.empty()).of(story.graph(), PUMP);

            assertThat(MissingParts.of(before.node(A1))).hasSize(1);
            assertThat(ArtifactUses.of(A1, before).lacking()).hasSize(1);
        }
    }

    @Nested
    class OfWhatHappenedOnce {

        private void scan(Map<String, Object> part, String... findings) {
            Map<String, Object> data = new HashMap<>(part);
            data.put("kind", "SCA");
            data.put("scanner", String.join(" ", findings));
            story.event("ci", "scan.finished", "Scan", "s1", data, link("scans", "Artifact", "a1"));
        }

        private List<MissingParts> missing() {
            return MissingParts.of(now().node(node("Scan", "s1")));
        }

        @Test
        void theSameStatementInOnePieceTakesThePlaceOfItsParts() {
            scan(Map.of("part", Map.of("number", 2L, "total", 2L)), "grype 0.9");
            assertThat(missing()).hasSize(1);

            scan(Map.of(), "grype 0.9");

            assertThat(missing()).isEmpty();
        }

        /** Reports of several files are one run; none of them says what another one lost. */
        @Test
        void anotherStatementOfTheSameRunDoesNot() {
            scan(Map.of("part", Map.of("number", 2L, "total", 2L)), "grype 0.9");
            scan(Map.of(), "grype 1.0");

            assertThat(missing())
                    .singleElement()
                    .extracting(MissingParts::text)
                    .asString()
                    .endsWith("event e1 is whole, but another statement");
        }
    }

    @Nested
    class OfAListOfASource {

        private void list(int hour, int from, String environment, Map<String, Object> more) {
            Map<String, Object> data = new HashMap<>();
            data.put("scope", "deployments");
            data.put("listDigest", "l" + hour);
            data.put("periodFromAt", hour(from));
            data.put("periodToAt", hour(hour));
            data.putAll(more);
            story.at(
                    hour(hour),
                    "cli",
                    "source.reconciled",
                    "Source",
                    "https://cd.example",
                    data,
                    link("concerns", "Environment", environment));
        }

        private List<MissingParts> missing() {
            return MissingParts.of(now().node(node("Source", "https://cd.example")));
        }

        @BeforeEach
        void onePartOfTwoCame() {
            list(4, 2, "prod", Map.of("part", Map.of("number", 1L, "total", 2L)));
        }

        @Test
        void theSameQuestionAskedAgainTakesItsPlace() {
            assertThat(missing()).hasSize(1);

            list(5, 1, "prod", Map.of());

            assertThat(missing()).isEmpty();
        }

        @Test
        void aListOfLessTimeOrOtherThingsDoesNot() {
            list(5, 3, "prod", Map.of());
            assertThat(missing()).singleElement().asString().contains("about another time");

            list(6, 1, "prod-us", Map.of());
            assertThat(missing()).singleElement().asString().contains("a list of other things");

            list(7, 1, "prod", Map.of("scope", "tickets"));
            assertThat(missing()).singleElement().asString().contains("a list of other things");
        }
    }
}
