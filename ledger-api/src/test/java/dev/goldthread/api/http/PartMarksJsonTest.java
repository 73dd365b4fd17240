package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.component.ComponentUse;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.CorrectedInPart;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.trace.ArtifactUses;
import dev.goldthread.core.trace.ArtifactUses.Deployed;
import dev.goldthread.core.trace.ArtifactUses.Lacking;
import dev.goldthread.core.trace.ArtifactUses.Released;
import dev.goldthread.core.trace.ArtifactUses.Unnamed;
import dev.goldthread.core.trace.Marked;
import dev.goldthread.core.trace.PartMarks;
import dev.goldthread.core.trace.PendingWork;
import dev.goldthread.core.trace.PendingWork.Item;
import dev.goldthread.core.trace.ReleaseDifference;
import dev.goldthread.core.trace.ReleaseDifference.Section;
import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which nodes of an answer rest on what was corrected in part, in JSON. */
class PartMarksJsonTest {

    private static final Product PUMP = new Product("pump");
    private static final Product VALVE = new Product("valve");
    private static final Instant SEALED = Instant.parse("2026-03-01T10:00:00Z");
    private static final PageQuery PAGE =
            new PageQuery(Optional.empty(), Optional.empty(), HttpRequest.GET("/v1/list"));
    private static final NodeRef OPEN = new NodeRef(PUMP, "ChangeRequest", "CR-1");
    private static final NodeRef CLOSED = new NodeRef(PUMP, "ChangeRequest", "CR-2");
    private static final NodeRef ARTIFACT = new NodeRef(VALVE, "Artifact", "a1");

    private static CorrectedInPart part(Product product, String event) {
        return new CorrectedInPart(
                product, new EventId(event), new EventId(event + "-part"), List.of("/data/x"));
    }

    private static JsonNode pending(PartMarks marks) {
        PendingWork work =
                new PendingWork(
                        PUMP,
                        new Position(7, SEALED),
                        SEALED,
                        List.of(new Item(OPEN, "to be closed", SEALED, Optional.empty())),
                        OptionalInt.empty());
        return PartMarksJson.<PendingWork>telling(
                        PUMP, (found, of) -> PopulationJson.of(found, of, PAGE))
                .apply(new Marked<>(work, marks));
    }

    @Test
    void aNodeHasItsMarkWhereItIsNamedAndTheListHasAll() {
        JsonNode json =
                pending(
                        new PartMarks(
                                Map.of(
                                        OPEN, List.of(part(PUMP, "e1"), part(VALVE, "e2")),
                                        CLOSED, List.of(part(PUMP, "e3")))));

        String open =
                "\"correctedInPartBy\":[{\"event\":\"e1-part\",\"fields\":[\"/data/x\"],\"corrects\":\"e1\"},"
                        + "{\"event\":\"e2-part\",\"fields\":[\"/data/x\"],\"corrects\":\"e2\",\"product\":\"valve\"}]";
        assertThat(json.at("/pending/0/node").toString()).contains(open);
        assertThat(json.get("correctedInPart")).hasSize(2);
        assertThat(json.at("/correctedInPart/0").toString())
                .isEqualTo("{\"type\":\"ChangeRequest\",\"id\":\"CR-1\",%s}".formatted(open));
        assertThat(json.at("/correctedInPart/1/id").asText())
                .as("it does not wait any more, by an event that was corrected in part")
                .isEqualTo("CR-2");
    }

    @Test
    void nothingIsSaidWhereNothingWasCorrected() {
        assertThat(pending(PartMarks.NONE).toString()).doesNotContain("correctedInPart");
    }

    @Test
    void bothSidesOfADifferenceAreMarked() {
        ReleaseDifference difference =
                new ReleaseDifference(
                        new NodeRef(PUMP, "Release", "1"),
                        new NodeRef(PUMP, "Release", "2"),
                        Optional.empty(),
                        new Position(7, SEALED),
                        true,
                        List.of(
                                new Section(
                                        "changes",
                                        List.of(OPEN),
                                        List.of(CLOSED),
                                        List.of(),
                                        List.of())));

        ObjectNode json =
                ReleaseJson.of(
                        difference,
                        new PartMarks(Map.of(CLOSED, List.of(part(PUMP, "e3")))),
                        new PageQuery(
                                Optional.empty(), Optional.empty(), HttpRequest.GET("/v1/x")));

        assertThat(json.at("/sections/changes/removed/0/correctedInPartBy")).hasSize(1);
        assertThat(json.at("/sections/changes/added/0").has("correctedInPartBy")).isFalse();
    }

    private static ArtifactUses uses() {
        NodeRef release = new NodeRef(PUMP, "Release", "1");
        NodeRef ward = new NodeRef(PUMP, "Environment", "ward");
        return new ArtifactUses(
                List.of(new Released(release, Optional.empty(), Optional.empty())),
                List.of(
                        new Deployed(
                                new NodeRef(PUMP, "Deployment", "d1"),
                                Optional.empty(),
                                List.of(ward),
                                List.of())),
                new TreeSet<>(List.of(ward)),
                List.of(new Lacking(1, 3)),
                List.of(
                        new Unnamed(5, 3, OptionalLong.of(1)),
                        new Unnamed(4, 3, OptionalLong.empty())),
                new PartMarks(
                        Map.of(
                                ARTIFACT, List.of(part(VALVE, "e1")),
                                ward, List.of(part(PUMP, "e2")),
                                release, List.of(part(PUMP, "e3")))));
    }

    @Test
    void aComponentsArtifactReleasesAndPlacesAreMarked() {
        JsonNode json =
                ComponentJson.of(
                        new ComponentUse(
                                "pkg:generic/rtos@1",
                                true,
                                ARTIFACT,
                                Optional.empty(),
                                Optional.empty(),
                                uses()));

        for (String named :
                List.of("/artifact", "/releases/0", "/runsIn/0", "/deployments/0/into/0")) {
            assertThat(json.at(named + "/correctedInPartBy")).as(named).hasSize(1);
        }
        assertThat(json.at("/artifact/correctedInPartBy/0/product").asText()).isEqualTo("valve");
        assertThat(json.at("/deployments/0").has("correctedInPartBy")).isFalse();
        assertThat(json.get("correctedInPart")).hasSize(3);
    }

    @Test
    void anotherInstanceReadsWhatItWasTold() {
        ObjectNode told = Json.object();
        ComponentJson.tell(uses(), told);
        ObjectNode none = Json.object();
        ComponentJson.tell(ArtifactUses.NONE, none);

        assertThat(ComponentJson.uses(told)).isEqualTo(uses());
        assertThat(ComponentJson.uses(none)).isEqualTo(ArtifactUses.NONE);
        none.remove("correctedInPart");
        assertThatThrownBy(() -> ComponentJson.uses(none))
                .hasMessageContaining("correctedInPart must be a list");
    }
}
