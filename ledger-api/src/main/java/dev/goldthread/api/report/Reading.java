package dev.goldthread.api.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Evidence;
import dev.goldthread.core.gate.Violation;
import java.util.List;

/** What came of reading a report. */
public sealed interface Reading {

    /**
     * It was read.
     *
     * @param events in the API's JSON shape, the parts of one statement in order; at least one
     * @param body how the events name the raw body
     */
    record Events(List<ObjectNode> events, Evidence body) implements Reading {
        public Events {
            events = List.copyOf(events);
        }
    }

    /**
     * More events than this out of one report are refused: nobody could look through the answer.
     */
    int EVENTS_MAX = 10_000;

    /** The events, unless there are none or too many. */
    static Reading of(List<ObjectNode> events, Evidence body) {
        if (events.isEmpty()) {
            return ReportEvent.refused(
                    "", "no-content", "nothing to record", "send a report that says something");
        }
        return events.size() <= EVENTS_MAX
                ? new Events(events, body)
                : ReportEvent.refused(
                        "",
                        "too-many-events",
                        "%,d events".formatted(events.size()),
                        "split the report: at most %,d events".formatted(EVENTS_MAX));
    }

    /**
     * It was not, and why.
     *
     * @param violations at least one; their fields name query parameters ({@code ?tests}) or places
     *     in the report
     */
    record Refused(List<Violation> violations) implements Reading {
        public Refused {
            violations = List.copyOf(violations);
        }
    }
}
