package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final List<String> HEADS = List.of("A");

    @Test
    void aHeadingStandsApartFromAnAnswerThatIsEmpty() {
        Report report =
                new Report("rig")
                        .grid(HEADS, List.of(), "No gap is known.")
                        .title("Sources of it")
                        .grid(HEADS, List.of(), "None.");

        assertThat(report.table()).isEqualTo("rig\nNo gap is known.\n\nSources of it\nNone.\n");
    }

    @Test
    void aHeadingBehindATableHasOneEmptyLineAboveIt() {
        Report report =
                new Report("rig")
                        .grid(HEADS, List.of(List.of("1")), "No gap is known.")
                        .title("Sources of it")
                        .line("None.");

        assertThat(report.table()).isEqualTo("rig\n\n A\n 1\n\nSources of it\nNone.\n");
    }
}
