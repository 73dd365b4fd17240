package dev.goldthread.streams.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.seal.Seal;
import dev.goldthread.streams.project.LogEntry.Identity;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRowTest {

    private static final Digest BEFORE = Digest.sha256("before");
    private static final Digest OLDER_SCHEMA = Digest.sha256("an older schema");

    @ParameterizedTest
    @CsvSource({"0, 81", "7, 49", "8, 81", "9, 49", "1000001, 49"})
    void comesBackWithoutItsEvent(long seq, int bytes) {
        LogEntry entry = entry(seq, BEFORE, EventSchema.HASH, Optional.empty());

        assertThat(LogRow.of(entry, BEFORE)).hasSize(bytes);
        assertThat(LogRow.read(LogRow.of(entry, BEFORE), seq, BEFORE)).isEqualTo(entry);
    }

    @Test
    void comesBackWithAllThatItMayHold() {
        Identity identity =
                new Identity(Digest.sha256("content"), Optional.of(Digest.sha256("raw")));
        LogEntry entry = entry(9, BEFORE, OLDER_SCHEMA, Optional.of(identity));

        byte[] row = LogRow.of(entry, BEFORE);

        assertThat(row).hasSize(49 + 3 * 32);
        assertThat(LogRow.read(row, 9, BEFORE)).isEqualTo(entry);
    }

    /** Such a log is broken, but the store must not make up another one. */
    @Test
    void keepsAPrevThatIsNotTheLeafBefore() {
        Identity identity = new Identity(Digest.sha256("content"), Optional.empty());
        LogEntry entry = entry(9, BEFORE, EventSchema.HASH, Optional.of(identity));

        byte[] row = LogRow.of(entry, Digest.sha256("another"));

        assertThat(LogRow.read(row, 9, Digest.sha256("another"))).isEqualTo(entry);
    }

    private static LogEntry entry(
            long seq, Digest prev, Digest schema, Optional<Identity> identity) {
        Seal seal = new Seal(1_795_000_000_123_456L, seq, prev, schema, Digest.sha256("body"));
        return new LogEntry(seal, seal.leaf(), 1L << 40, identity);
    }
}
