package dev.goldthread.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.finding.Finding;
import dev.goldthread.core.graph.GraphView.Position;
import dev.goldthread.core.trace.Completeness;
import dev.goldthread.core.trace.Entries;
import dev.goldthread.core.trace.Gap;
import dev.goldthread.core.trace.ReleaseGaps;
import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is found of sources is not the same for each page of the gaps of a release. */
class GapPagesTest {

    private static final Product PUMP = new Product("pump");
    private static final List<Gap> HOLES = List.of(gap("Source", "https://a.example", "HOLE"));
    private static final List<Gap> HOLES_AND_SILENCE =
            List.of(HOLES.getFirst(), gap("Source", "https://b.example", "SILENT"));

    private static Gap gap(String type, String id, String code) {
        return Gap.of(
                        new NodeRef(PUMP, type, id),
                        new Finding(code, "for a reason"),
                        Vocabulary.GOLDTHREAD)
                .orElseThrow();
    }

    /** Of requirements that are as grave as the gaps of sources, before and behind them. */
    private static ReleaseGaps gaps() {
        List<Gap> own =
                IntStream.range(0, 5)
                        .mapToObj(number -> gap("Artifact", "a-" + number, "FAILED"))
                        .toList();
        Completeness completeness =
                new Completeness(
                        1,
                        Digest.sha256("list"),
                        List.of(),
                        List.of(
                                new Completeness.Missing(
                                        "a scan",
                                        new NodeRef(PUMP, "Artifact", "a-1"),
                                        "",
                                        "",
                                        true)),
                        List.of());
        TreeSet<Long> seqs = new TreeSet<>(LongStream.range(0, 100).boxed().toList());
        return new ReleaseGaps(
                new NodeRef(PUMP, "Release", "1.0"),
                new Position(99, Instant.EPOCH),
                own,
                completeness,
                new Entries(seqs, new TreeSet<>(List.of("https://a.example")), seqs));
    }

    private static List<String> idsOfPages(List<List<Gap>> ofSources) {
        List<String> ids = new ArrayList<>();
        Optional<String> next = Optional.empty();
        for (List<Gap> found : ofSources) {
            PageQuery page = new PageQuery(Optional.of("2"), next, HttpRequest.GET("/v1/gaps"));
            ObjectNode answer = MatrixJson.of(gaps(), found, page);
            answer.path("gaps").forEach(gap -> ids.add(gap.at("/node/id").asText()));
            next = Optional.ofNullable(answer.get("next")).map(mark -> mark.asText());
        }
        assertThat(next).as("all pages were read").isEmpty();
        return ids;
    }

    @Test
    void aSourceThatFallsSilentBetweenPagesRepeatsNothing() {
        assertThat(idsOfPages(List.of(HOLES, HOLES_AND_SILENCE, HOLES_AND_SILENCE)))
                .containsExactlyInAnyOrder("https://a.example", "a-0", "a-1", "a-2", "a-3", "a-4");
    }

    @Test
    void whereSourcesAreNoLongerKnownNoGapOfTheReleaseIsLeftOut() {
        assertThat(idsOfPages(List.of(HOLES_AND_SILENCE, List.of(), List.of())))
                .containsExactlyInAnyOrder(
                        "https://a.example",
                        "https://b.example",
                        "a-0",
                        "a-1",
                        "a-2",
                        "a-3",
                        "a-4");
    }

    @Test
    void whatAnswersHoldBesideTheirGapsCounts() {
        assertThat(HeldParts.ofGaps(gaps())).isEqualTo(5 + 1 + 100 + 1 + 100);
    }
}
