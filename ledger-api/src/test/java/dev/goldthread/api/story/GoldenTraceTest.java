package dev.goldthread.api.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.demo.StoryFiles;
import dev.goldthread.core.trace.Trace;
import org.junit.jupiter.api.Test;

class GoldenTraceTest {

    private static final StoryFiles STORY = StoryFiles.load();
    private static final LedgerInMemory LEDGER = StoryTest.without("nothing");

    @Test
    void releaseOfTheStory() {
        assertIs(LEDGER.release("7.2.4"), "release-7.2.4.json");
    }

    @Test
    void releaseBefore() {
        assertIs(LEDGER.release("7.2.3"), "release-7.2.3.json");
    }

    @Test
    void digestInProduction() {
        assertIs(LEDGER.digest(STORY.production()), "production-digest.json");
    }

    @Test
    void impactOfARequirement() {
        assertIs(LEDGER.impact("Requirement", "REQ-104"), "impact-req-104.json");
    }

    @Test
    void aDeploymentLeadsBackToTheRequirementsOfItsRelease() {
        Trace trace = LEDGER.deployment("dep-2026-02-25-1");

        assertThat(GoldenTrace.of(trace).nodes())
                .contains(
                        "Release 7.2.4",
                        "Requirement REQ-104",
                        "Requirement UN-12",
                        "Approval AP-7.2.4-2",
                        "Environment production-eu")
                .doesNotContain("Requirement REQ-101", "Release 7.2.3");
    }

    private static void assertIs(Trace trace, String file) {
        GoldenTrace found = GoldenTrace.of(trace);
        GoldenTrace golden = GoldenTrace.read(file);

        assertThat(found.nodes()).isEqualTo(golden.nodes());
        assertThat(found.edges()).isEqualTo(golden.edges());
        assertThat(found.findings()).isEqualTo(golden.findings());
    }
}
