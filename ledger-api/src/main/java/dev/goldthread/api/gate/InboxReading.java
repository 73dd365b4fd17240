package dev.goldthread.api.gate;

import dev.goldthread.core.event.Bytes;
import dev.goldthread.core.gate.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads what a producer wrote to its inbox in another form than the ledger's own. Safe for any
 * thread, and total: whatever the bytes are, the answer is a {@link Read}.
 */
@FunctionalInterface
public interface InboxReading {

    Read read(Message message);

    /**
     * One record of an inbox.
     *
     * @param principal whose inbox it is
     * @param headers by name, the last value of each, as text in UTF-8
     * @param writtenAt by the record
     */
    record Message(String principal, Map<String, String> headers, Bytes value, Instant writtenAt) {
        public Message {
            headers = Map.copyOf(headers);
        }
    }

    /** What a record is. */
    sealed interface Read {

        /** Nothing but what the gate itself reads. */
        record AsItIs() implements Read {}

        /**
         * A message of another form.
         *
         * @param events UTF-8 JSON of each
         */
        record Events(List<Bytes> events) implements Read {
            public Events {
                events = List.copyOf(events);
            }
        }

        /** A message of another form that says nothing the ledger can take. */
        record Refused(List<Violation> violations) implements Read {
            public Refused {
                violations = List.copyOf(violations);
            }
        }
    }
}
