package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.bench.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchRunTest {

    private static final Figure TRACE = Figure.of("trace over HTTP, p99", 9.5, "ms", "≤ 10");
    private static final Figure SLOWER = Figure.of("trace over HTTP, p99", 11.25, "ms", "≤ 10");
    private static final Figure TREE = Figure.of("6-hop trace, p99", 2.5, "ms", "≤ 3");

    @Test
    void severalRunsStandSideBySideWithAGapForWhatOneDidNotMeasure() {
        List<String> lines =
                BenchRun.table(
                                List.of(
                                        new BenchRun(1_000_000, List.of(TREE, SLOWER)),
                                        new BenchRun(10_000, List.of(TRACE))))
                        .lines()
                        .map(line -> line.strip().replaceAll(" +", " "))
                        .toList();

        assertThat(lines)
                .contains(
                        "1,000,000 10,000",
                        "trace over HTTP, p99 11.25 9.50 ms aim ≤ 10",
                        "6-hop trace, p99 2.50 ms aim ≤ 3");
    }

    @Test
    void oneRunIsTheJsonItselfAndSeveralAreAList() {
        BenchRun small = new BenchRun(10_000, List.of(TRACE));
        BenchRun large = new BenchRun(1_000_000, List.of(TREE, SLOWER));

        ObjectNode one = BenchRun.json(List.of(small));
        assertThat(one.path("events").asLong()).isEqualTo(10_000);
        assertThat(one.at("/figures/0/value").asDouble()).isEqualTo(9.5);
        ObjectNode several = BenchRun.json(List.of(large, small));
        assertThat(several.path("runs")).hasSize(2);
        assertThat(several.at("/runs/0/events").asLong()).isEqualTo(1_000_000);
        assertThat(several.at("/runs/1")).isEqualTo(one);
    }
}
