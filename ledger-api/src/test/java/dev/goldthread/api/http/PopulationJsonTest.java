package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.http.Populations.Population;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.trace.Entries;
import dev.goldthread.core.trace.PartMarks;
import dev.goldthread.core.trace.ProductionDeployments;
import dev.goldthread.core.trace.ProductionDeployments.Covered;
import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list of deployments, in JSON. */
class PopulationJsonTest {

    private static final Product PUMP = new Product("pump");

    /** Every page has the environments: of thousands of deployments each would have all names. */
    @Test
    void anEnvironmentSaysHowManyNoListCoversAndNamesSome() {
        List<NodeRef> uncovered =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> new NodeRef(PUMP, "Deployment", "d-%04d".formatted(i)))
                        .toList();
        ProductionDeployments all =
                new ProductionDeployments(
                        PUMP,
                        new Position(7, Instant.parse("2026-03-01T10:00:00Z")),
                        List.of(),
                        0,
                        uncovered.size(),
                        List.of(),
                        List.of(
                                new Covered(
                                        new NodeRef(PUMP, "Environment", "prod"),
                                        Optional.of("PRODUCTION"),
                                        List.of(),
                                        List.of(),
                                        Optional.empty(),
                                        uncovered,
                                        Optional.of(new Finding("UNRECONCILED", "no list")))),
                        new Entries(new TreeSet<>(), new TreeSet<>(), new TreeSet<>()));

        JsonNode environment =
                PopulationJson.of(
                                all,
                                PartMarks.NONE,
                                new Population.Known(List.of()),
                                new PageQuery(
                                        Optional.empty(),
                                        Optional.empty(),
                                        HttpRequest.GET("/v1/list")))
                        .at("/environments/0");

        assertThat(environment.get("uncoveredCount").asInt()).isEqualTo(5_000);
        assertThat(environment.get("uncovered"))
                .hasSize(20)
                .first()
                .extracting(each -> each.get("id").asText())
                .isEqualTo("d-0000");
    }
}
