package dev.goldthread.core.event;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of one event family, shaped by the Avro record that the vocabulary names for the
 * event's type.
 *
 * @param record the Avro record's simple name, {@code BuildFinished}
 * @param fields by name; values are String, Long, Boolean, Instant, List or Map of these; absent
 *     optional fields are left out
 */
public record EventData(String record, Map<String, Object> fields) {

    public EventData {
        fields = Map.copyOf(fields);
    }

    public Optional<String> text(String field) {
        return fields.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public Optional<Instant> time(String field) {
        return fields.get(field) instanceof Instant time ? Optional.of(time) : Optional.empty();
    }
}
