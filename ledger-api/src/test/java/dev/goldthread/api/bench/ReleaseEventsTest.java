package dev.goldthread.api.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.AcceptedEvent.Submission;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.gate.Gate;
import dev.goldthread.core.gate.Gate.Admission;
import dev.goldthread.core.gate.NonceMaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseEventsTest {

    private final Gate gate = new Gate(Vocabulary.GOLDTHREAD, new NonceMaker(new byte[32]));

    @Test
    void theGateTakesAllOfThemAndEachIdStandsOnce() {
        ReleaseEvents first = new ReleaseEvents("bench-release", 205);
        List<ObjectNode> events = new ArrayList<>(first.all());
        events.addAll(first.again().delivery());

        assertTaken(events);
    }

    @Test
    void soDoesItThoseOfALongHistory() {
        List<ObjectNode> events = new ArrayList<>();
        ReleaseEvents release = new ReleaseEvents("bench-large-product", 4);
        for (int number = 0; number < 60; number++) {
            events.addAll(release.all());
            events.addAll(new AroundRelease(release).all());
            release = release.next();
        }

        assertTaken(events);
        assertThat(events)
                .extracting(event -> event.get("type").textValue())
                .contains("flag.retired", "source.reconciled", "change_request.closed");
    }

    private void assertTaken(List<ObjectNode> events) {
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
