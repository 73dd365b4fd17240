package dev.goldthread.streams.seal;

import dev.goldthread.core.event.EventCodec;
import dev.goldthread.core.event.EventCodec.Heading;
import dev.goldthread.core.event.EventCodec.UndecodableException;
import dev.goldthread.streams.seal.SchemasById.WriterSchema;
import dev.goldthread.streams.serde.WireFormat;
import dev.goldthread.streams.serde.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record of the intake can be sealed in this partition. The gate has checked the event;
 * here counts only what would damage a log. Not thread-safe.
 */
final class IntakeCheck {

    static final int VALUE_BYTES_MAX = WireFormat.BODY_OFFSET + EventCodec.BODY_BYTES_MAX;

    private final SchemasById schemas;
    private final int partition;
    private final int partitionCount;

    IntakeCheck(SchemasById schemas, int partition, int partitionCount) {
        this.schemas = schemas;
        this.partition = partition;
        this.partitionCount = partitionCount;
    }

    /** What the check found. */
    sealed interface Finding {

        /** Fit to be sealed, unless it was before. */
        record Fit(Heading heading, WriterSchema schema) implements Finding {}

        /**
         * @param detail what was seen, for people
         */
        record Unfit(RefusalRule rule, String detail) implements Finding {}
    }

    Finding check(byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null) {
            return new Finding.Unfit(RefusalRule.MISSING_VALUE, "the record has no value");
        }
        if (key == null) {
            return new Finding.Unfit(RefusalRule.MISSING_KEY, "the record has no key");
        }
        if (value.length > VALUE_BYTES_MAX) {
            return new Finding.Unfit(
                    RefusalRule.TOO_LARGE,
                    "the value must have at most %d bytes, but has %d"
                            .formatted(VALUE_BYTES_MAX, value.length));
        }
        try {
            int schemaId = WireFormat.schemaId(value);
            Optional<WriterSchema> schema = schemas.find(schemaId);
            if (schema.isEmpty()) {
                return new Finding.Unfit(
                        RefusalRule.UNKNOWN_SCHEMA,
                        "the registry has no Avro schema under id %d".formatted(schemaId));
            }
            return checkPlace(key, heading(value, schema.get()), schema.get());
        } catch (WireFormatException | UndecodableException e) {
            return new Finding.Unfit(RefusalRule.UNDECODABLE, String.valueOf(e.getMessage()));
        }
    }

    static Heading heading(byte[] value, WriterSchema schema) throws UndecodableException {
        byte[] body = Arrays.copyOfRange(value, WireFormat.BODY_OFFSET, value.length);
        return EventCodec.decodeHeading(body, schema.schema());
    }

    private Finding checkPlace(byte[] key, Heading heading, WriterSchema schema) {
        if (!Arrays.equals(key, HeadStore.key(heading.product()))) {
            return new Finding.Unfit(
                    RefusalRule.WRONG_KEY,
                    "the key must be the product %s, but is \"%s\""
                            .formatted(heading.product(), new String(key, StandardCharsets.UTF_8)));
        }
        int home = home(key, partitionCount);
        if (home != partition) {
            return new Finding.Unfit(
                    RefusalRule.WRONG_PARTITION,
                    "product %s belongs in partition %d of %d, but came in %d"
                            .formatted(heading.product(), home, partitionCount, partition));
        }
        return new Finding.Fit(heading, schema);
    }

    /** The default partitioner of the Java producer: toPositive(murmur2(key)) mod partitions. */
    static int home(byte[] key, int partitionCount) {
        return Utils.toPositive(Utils.murmur2(key)) % partitionCount;
    }
}
