package dev.goldthread.streams.registry;

import dev.goldthread.streams.serde.Compatibility;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;

/** Whether a schema may follow others, by Avro's schema resolution. */
final class CompatibilityCheck {

    private CompatibilityCheck() {}

    /**
     * Why {@code next} may not follow; empty when it may.
     *
     * @param newestFirst the versions there are; empty lets everything follow
     */
    static Optional<String> conflict(Compatibility level, Schema next, List<Schema> newestFirst) {
        Optional<SchemaValidator> validator = validator(level);
        if (validator.isEmpty()) {
            return Optional.empty();
        }
        try {
            validator.get().validate(next, newestFirst);
            return Optional.empty();
        } catch (SchemaValidationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<SchemaValidator> validator(Compatibility level) {
        SchemaValidatorBuilder newReadsOld = new SchemaValidatorBuilder().canReadStrategy();
        SchemaValidatorBuilder oldReadsNew = new SchemaValidatorBuilder().canBeReadStrategy();
        SchemaValidatorBuilder both = new SchemaValidatorBuilder().mutualReadStrategy();
        return switch (level) {
            case NONE -> Optional.empty();
            case BACKWARD -> Optional.of(newReadsOld.validateLatest());
            case BACKWARD_TRANSITIVE -> Optional.of(newReadsOld.validateAll());
            case FORWARD -> Optional.of(oldReadsNew.validateLatest());
            case FORWARD_TRANSITIVE -> Optional.of(oldReadsNew.validateAll());
            case FULL -> Optional.of(both.validateLatest());
            case FULL_TRANSITIVE -> Optional.of(both.validateAll());
        };
    }
}
