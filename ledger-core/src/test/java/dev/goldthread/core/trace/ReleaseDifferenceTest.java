package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.ReleaseDifference.Section;
import dev.goldthread.core.trace.ReleaseDifference.Unlisted;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That nobody listed a component is no sign that it was removed. */
class ReleaseDifferenceTest {

    private static final Tracer TRACER = new Tracer(Vocabulary.GOLDTHREAD);
    private static final Map<String, Object> FIRST_OF_TWO =
            Map.of("documentDigest", "d2", "part", Map.of("number", 1L, "total", 2L));
    private static final Map<String, Object> SECOND_OF_TWO =
            Map.of("documentDigest", "d2", "part", Map.of("number", 2L, "total", 2L));

    /** Release 1.0 ships a1 with two components; 1.1, which ships a2, supersedes it. */
    private static GraphFixture releases() {
        return new GraphFixture()
                .event("p", "artifact.published", "Artifact", "a1")
                .event("p", "sbom.attached", "Artifact", "a1", contains("x@1"), contains("y@1"))
                .event(
                        "p",
                        "release.manifested",
                        "Release",
                        "1.0",
                        link("includes", "Artifact", "a1"))
                .event(
                        "p",
                        "release.manifested",
                        "Release",
                        "1.1",
                        link("includes", "Artifact", "a2"),
                        link("supersedes", "Release", "1.0"));
    }

    private static Link contains(String component) {
        return link("contains", "Component", "pkg:generic/" + component);
    }

    private static Section components(GraphFixture graph, String from, String to) {
        return TRACER.difference(graph.graph(), PUMP, from, to).orElseThrow().sections().stream()
                .filter(section -> section.name().equals("components"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutABillOfMaterialsNothingWasRemoved() {
        Section components = components(releases(), "1.0", "1.1");

        assertThat(components.removed()).isEmpty();
        assertThat(components.notKnown())
                .extracting(
                        each -> each.release().id(), each -> each.node().id(), Unlisted::because)
                .containsExactly(tuple("1.1", "a2", "no bill of materials says what it contains"));
        assertThat(components(releases(), "1.1", "1.0").added()).as("nor added").isEmpty();
    }

    @Test
    void partOfABillOfMaterialsIsNone() {
        GraphFixture graph =
                releases()
                        .event(
                                "p",
                                "sbom.attached",
                                "Artifact",
                                "a2",
                                FIRST_OF_TWO,
                                contains("x@2"));

        assertThat(components(graph, "1.0", "1.1").notKnown())
                .extracting(Unlisted::because)
                .containsExactly("1 of 2 parts of its bill of materials have not come");
        assertThat(components(graph, "1.0", "1.1").changed()).isEmpty();

        Section whole =
                components(
                        graph.event("p", "sbom.attached", "Artifact", "a2", SECOND_OF_TWO),
                        "1.0",
                        "1.1");
        assertThat(whole.notKnown()).isEmpty();
        assertThat(whole.changed()).hasSize(1);
        assertThat(whole.removed()).extracting(NodeRef::id).containsExactly("pkg:generic/y@1");
    }

    @Test
    void aReleaseIsOfOneLineWithItself() {
        ReleaseDifference same =
                TRACER.difference(releases().graph(), PUMP, "1.0", "1.0").orElseThrow();

        assertThat(same.lineage()).isTrue();
        assertThat(same.sections())
                .allMatch(
                        section ->
                                section.added().isEmpty()
                                        && section.removed().isEmpty()
                                        && section.changed().isEmpty());
    }

    @Test
    void aReleaseThatIncludesNothingHasNoKnownComponents() {
        GraphFixture graph = releases().event("p", "release.created", "Release", "2.0");

        assertThat(components(graph, "1.0", "2.0").notKnown())
                .extracting(each -> each.node().id(), Unlisted::because)
                .containsExactly(tuple("2.0", "it includes no artifact"));
    }
}
