package dev.goldthread.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseEventsTest {

    private final Gate gate = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));

    @Test
    void theGateTakesAllOfThemAndEachIdStandsOnce() {
        List<ObjectNode> events = new ReleaseEvents("bench-release", 205).all();

        assertThat(events).extracting(event -> event.get("id").textValue()).doesNotHaveDuplicates();
        assertThat(events)
                .allSatisfy(
                        event ->
                                assertThat(
                                                gate.admit(
                                                        event,
                                                        new Submission(
                                                                "bench", "http", Optional.empty()),
                                                        Instant.parse("2026-12-01T00:00:00Z")))
                                        .isInstanceOf(Admission.Accepted.class));
    }
}
