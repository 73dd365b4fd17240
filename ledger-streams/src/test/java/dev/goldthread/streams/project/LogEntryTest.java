package dev.goldthread.streams.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.streams.project.LogEntry.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogEntryTest {

    private static final Digest LEAF = Digest.sha256("leaf");
    private static final Instant SEALED = Instant.parse("2026-11-20T12:00:00.123456Z");

    @Test
    void comesBackFromItsBytesWithAndWithoutEventAndRawDigest() {
        EventId id = new EventId("e/1-ü");
        for (Optional<Identity> event :
                List.of(
                        Optional.<Identity>empty(),
                        Optional.of(new Identity(id, Digest.sha256("content"), Optional.empty())),
                        Optional.of(
                                new Identity(
                                        id,
                                        Digest.sha256("content"),
                                        Optional.of(Digest.sha256("raw")))))) {
            LogEntry entry = new LogEntry(LEAF, SEALED, 1L << 40, event);

            assertThat(LogEntry.parse(entry.toBytes())).isEqualTo(entry);
        }
    }

    @Test
    void takesTheBytesThatItsLayoutSays() {
        Identity identity =
                new Identity(
                        new EventId("abc"),
                        Digest.sha256("content"),
                        Optional.of(Digest.sha256("raw")));

        assertThat(new LogEntry(LEAF, SEALED, 0, Optional.empty()).toBytes()).hasSize(48);
        assertThat(new LogEntry(LEAF, SEALED, 0, Optional.of(identity)).toBytes())
                .hasSize(48 + 32 + 1 + 32 + 3);
    }
}
