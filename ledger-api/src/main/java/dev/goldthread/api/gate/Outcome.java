package dev.goldthread.api.gate;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.gate.Violation;
import dev.goldthread.streams.query.Receipt;
import java.util.List;
import java.util.Optional;

/** What became of one submitted event. */
public sealed interface Outcome {

    /**
     * It is on the intake, safely.
     *
     * @param receipt where it was sealed within the time the caller waited
     */
    record Accepted(EventId id, Product product, Optional<Receipt> receipt) implements Outcome {}

    /** The very same event was sealed before; its receipt stands. */
    record Duplicate(EventId id, Product product, Receipt receipt) implements Outcome {}

    /**
     * It is not an event, or not one that can be sealed; kept on topic rejected.
     *
     * @param id the id it claimed, where one could be read
     * @param product likewise
     * @param violations at least one
     */
    record Refused(Optional<String> id, Optional<String> product, List<Violation> violations)
            implements Outcome {
        public Refused {
            violations = List.copyOf(violations);
        }
    }
}
