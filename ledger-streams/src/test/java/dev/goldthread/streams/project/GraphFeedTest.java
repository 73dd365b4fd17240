package dev.goldthread.streams.project;

import static dev.goldthread.streams.project.GraphFeed.BUSY_ENTRIES;
import static dev.goldthread.streams.project.GraphFeed.WRITE_PAUSE;
import static dev.goldthread.streams.project.GraphFeed.WRITE_PAUSE_BUSY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GraphFeedTest {

    @Test
    void fewEntriesWaitForTheShortPause() {
        assertThat(GraphFeed.isWriteDue(WRITE_PAUSE.minusNanos(1), 1)).isFalse();
        assertThat(GraphFeed.isWriteDue(WRITE_PAUSE, 1)).isTrue();
        assertThat(GraphFeed.isWriteDue(WRITE_PAUSE, BUSY_ENTRIES - 1)).isTrue();
    }

    @Test
    void manyEntriesGatherLongerButNotForGood() {
        assertThat(GraphFeed.isWriteDue(WRITE_PAUSE, BUSY_ENTRIES)).isFalse();
        assertThat(GraphFeed.isWriteDue(WRITE_PAUSE_BUSY.minusNanos(1), 8_000)).isFalse();
        assertThat(GraphFeed.isWriteDue(WRITE_PAUSE_BUSY, 8_000)).isTrue();
    }

    @Test
    void whatComesAfterAPauseIsWrittenAtOnce() {
        assertThat(GraphFeed.isWriteDue(Duration.ofSeconds(1), BUSY_ENTRIES)).isTrue();
    }
}
