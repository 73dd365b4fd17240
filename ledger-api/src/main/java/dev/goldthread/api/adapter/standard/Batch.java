package dev.goldthread.api.adapter.standard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.adapter.Reading;
import dev.goldthread.core.gate.Violation;
import java.util.ArrayList;
import java.util.List;

/** The readings of messages that came together. */
public final class Batch {

    private Batch() {}

    /**
     * All or none: a batch with a message that is wrong would be sent again as a whole.
     *
     * @param kind what the sender calls such a batch
     */
    public static Reading of(List<Reading> readings, String kind) {
        List<ObjectNode> events = new ArrayList<>();
        List<Reading.Unmapped> left = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (Reading reading : readings) {
            switch (reading) {
                case Reading.Events read -> {
                    events.addAll(read.events());
                    left.addAll(read.left());
                }
                case Reading.Unmapped unmapped -> left.add(unmapped);
                case Reading.Refused refused -> violations.addAll(refused.violations());
            }
        }
        if (!violations.isEmpty()) {
            return new Reading.Refused(violations);
        } else if (!events.isEmpty()) {
            return new Reading.Events(events, left);
        }
        return switch (left.size()) {
            case 0 -> new Reading.Unmapped(kind, "it is empty");
            case 1 -> left.getFirst();
            default ->
                    new Reading.Unmapped(
                            kind,
                            "%d messages, none mapped; the first is %s: %s"
                                    .formatted(
                                            left.size(),
                                            left.getFirst().kind(),
                                            left.getFirst().because()));
        };
    }
}
