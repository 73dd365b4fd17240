package dev.goldthread.core.trace;

import static dev.goldthread.core.graph.GraphFixture.PUMP;
import static dev.goldthread.core.graph.GraphFixture.link;
import static dev.goldthread.core.graph.GraphFixture.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.GraphFixture;
import dev.goldthread.core.trace.ReleaseDifference.Section;
import dev.goldthread.core.trace.ReleaseDifference.Unlisted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That nobody listed a component is no sign that it was removed. */
class ReleaseDifferenceTest {

    private static final Differences DIFFERENCES = new Differences(Vocabulary.GOLDTHREAD);

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
        return DIFFERENCES.between(graph.graph(), PUMP, from, to).orElseThrow().sections().stream()
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

    /** Both ship what one build made of one change; then another change works on R-1 again. */
    private static GraphFixture line() {
        GraphFixture graph = new GraphFixture();
        requirement(graph, "R-1", "1");
        requirement(graph, "R-2", "1");
        change(graph, "p#1", "c1", "R-1", "R-2");
        graph.built("b1", "c1", "a1")
                .event(
                        "ci",
                        "artifact.published",
                        "Artifact",
                        "a2",
                        link("producedBy", "Build", "b1"));
        manifest(graph, "1.0", "a1");
        return manifest(graph, "2.0", "a2", link("supersedes", "Release", "1.0"));
    }

    private static void requirement(GraphFixture graph, String id, String revision) {
        graph.event("p", "requirement.changed", "Requirement", id, Map.of("revision", revision));
    }

    private static void change(
            GraphFixture graph, String change, String commit, String... requirements) {
        graph.event(
                        "p",
                        "change.merged",
                        "Change",
                        change,
                        Stream.of(requirements)
                                .map(id -> link("implements", "Requirement", id))
                                .toArray(Link[]::new))
                .event("p", "commit.pushed", "Commit", commit, link("partOf", "Change", change));
    }

    private static GraphFixture manifest(
            GraphFixture graph, String version, String artifact, Link... more) {
        return graph.event(
                "p",
                "release.manifested",
                "Release",
                version,
                Stream.concat(Stream.of(link("includes", "Artifact", artifact)), Stream.of(more))
                        .toArray(Link[]::new));
    }

    private static Section section(GraphFixture graph, String name, String from, String to) {
        return DIFFERENCES.between(graph.graph(), PUMP, from, to).orElseThrow().sections().stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatBothReleasesOfALineHaveWasNotAdded() {
        assertThat(section(line(), "changes", "1.0", "2.0").added()).isEmpty();
        assertThat(section(line(), "requirements", "1.0", "2.0").added()).isEmpty();
        assertThat(section(line(), "requirements", "1.0", "2.0").changed()).isEmpty();
        assertThat(section(line(), "contents", "1.0", "2.0").added())
                .extracting(NodeRef::id)
                .containsExactly("a2");
    }

    @Test
    void aRequirementThatALaterChangeWorkedOnAgainIsChanged() {
        GraphFixture graph = line();
        requirement(graph, "R-1", "2");
        requirement(graph, "R-3", "1");
        change(graph, "p#2", "c2", "R-1", "R-3");
        manifest(graph.built("b2", "c2", "a3"), "3.0", "a3", link("supersedes", "Release", "2.0"));

        Section requirements = section(graph, "requirements", "1.0", "3.0");

        assertThat(section(graph, "changes", "1.0", "3.0").added())
                .extracting(NodeRef::id)
                .containsExactly("p#2");
        assertThat(requirements.added()).extracting(NodeRef::id).containsExactly("R-3");
        assertThat(requirements.changed())
                .extracting(
                        each -> each.after().id(),
                        each -> each.stateBefore().orElse("?"),
                        each -> each.stateAfter().orElse("?"))
                .containsExactly(tuple("R-1", "1", "2"));
    }

    @Test
    void aReleaseIsOfOneLineWithItself() {
        ReleaseDifference same =
                DIFFERENCES.between(releases().graph(), PUMP, "1.0", "1.0").orElseThrow();

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

    /** Approved, then worked on: a requirement, the contents and a flag are other ones now. */
    @Test
    void betweenApprovalAndTodayIsWhatHappenedSince() {
        GraphFixture graph = new GraphFixture();
        requirement(graph, "R-1", "1");
        change(graph, "p#1", "c1", "R-1");
        graph.built("b1", "c1", "a1");
        flag(graph, "1");
        manifest(graph, "1.0", "a1");
        graph.event(
                "qa", "approval.granted", "Approval", "AP-1", link("approves", "Release", "1.0"));
        assertThat(sinceApproval(graph)).isEmpty();

        requirement(graph, "R-1", "2");
        change(graph, "p#2", "c2", "R-1");
        graph.built("b2", "c2", "a2");
        flag(graph, "2");
        manifest(graph, "1.0", "a2");

        assertThat(sinceApproval(graph))
                .contains(
                        "changes added p#2",
                        "requirements changed R-1 1 2",
                        "contents added a2",
                        "configuration changed ramp 1 2");
    }

    @Test
    void onlyAnApprovalOfTheReleaseAndATimeBeforeTheAnswersAreHeldAgainst() {
        GraphFixture graph =
                releases()
                        .event(
                                "qa",
                                "approval.granted",
                                "Approval",
                                "AP-1",
                                link("approves", "Release", "1.1"));

        assertThatThrownBy(
                        () ->
                                DIFFERENCES.since(
                                        graph.graph(), PUMP, "1.0", node("Approval", "AP-1")))
                .isInstanceOf(Differences.NotEarlierException.class)
                .hasMessageContaining("Approval AP-1 does not decide Release 1.0")
                .hasMessageContaining("goldthread approvals infusion-pump 1.0");
        assertThatThrownBy(
                        () ->
                                DIFFERENCES.since(
                                        graph.graph(),
                                        PUMP,
                                        "1.0",
                                        Instant.parse("2099-01-01T00:00:00Z")))
                .isInstanceOf(Differences.NotEarlierException.class)
                .hasMessageContaining("since is 2099-01-01T00:00:00Z");
    }

    /** A manifest of another digest took the place of the one that was approved. */
    @Test
    void whatTheManifestInForceDoesNotIncludeIsRemoved() {
        GraphFixture graph = new GraphFixture();
        shipped(graph, "m1", "a1", "x@1");
        graph.event(
                "qa", "approval.granted", "Approval", "AP-1", link("approves", "Release", "1.0"));
        shipped(graph, "m2", "a2", "x@2");

        assertThat(sinceApproval(graph))
                .containsExactly(
                        "contents added a2",
                        "contents removed a1",
                        "components changed pkg:generic/x@2 1 2");
    }

    private static void shipped(
            GraphFixture graph, String manifest, String artifact, String component) {
        graph.event("p", "artifact.published", "Artifact", artifact)
                .event("p", "sbom.attached", "Artifact", artifact, contains(component))
                .event(
                        "p",
                        "release.manifested",
                        "Release",
                        "1.0",
                        Map.of("manifestDigest", manifest),
                        link("includes", "Artifact", artifact));
    }

    @Test
    void aChangeWithAnotherHeadAndARequirementThatWasRetiredAreChanged() {
        GraphFixture graph = new GraphFixture();
        requirement(graph, "R-1", "1");
        change(graph, "p#1", "c1", "R-1");
        head(graph, "c1");
        graph.built("b1", "c1", "a1");
        manifest(graph, "1.0", "a1");
        graph.event(
                "qa", "approval.granted", "Approval", "AP-1", link("approves", "Release", "1.0"));
        head(graph, "c9");
        graph.event("po", "requirement.retired", "Requirement", "R-1", Map.of("revision", "1"));

        assertThat(sinceApproval(graph))
                .contains("changes changed p#1 c1 c9", "requirements changed R-1 1 retired");
    }

    private static void head(GraphFixture graph, String commit) {
        graph.event("dev", "change.updated", "Change", "p#1", Map.of("headCommit", commit));
    }

    private static void flag(GraphFixture graph, String revision) {
        graph.event(
                "ops",
                "flag.changed",
                "Flag",
                "ramp",
                Map.of("revision", revision),
                link("appliesTo", "Release", "1.0"));
    }

    private static List<String> sinceApproval(GraphFixture graph) {
        return DIFFERENCES
                .since(graph.graph(), PUMP, "1.0", node("Approval", "AP-1"))
                .orElseThrow()
                .sections()
                .stream()
                .flatMap(ReleaseDifferenceTest::told)
                .toList();
    }

    private static Stream<String> told(Section section) {
        return Stream.of(
                        section.added().stream().map(ref -> "added " + ref.id()),
                        section.removed().stream().map(ref -> "removed " + ref.id()),
                        section.changed().stream()
                                .map(
                                        each ->
                                                "changed %s %s %s"
                                                        .formatted(
                                                                each.after().id(),
                                                                each.stateBefore().orElse("-"),
                                                                each.stateAfter().orElse("-"))))
                .flatMap(lines -> lines)
                .map(line -> section.name() + " " + line);
    }
}
