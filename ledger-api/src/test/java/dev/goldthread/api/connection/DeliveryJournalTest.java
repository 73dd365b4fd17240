package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.connection.DeliveryJournal.Arrival;
import dev.goldthread.api.connection.DeliveryJournal.Repetition;
import dev.goldthread.api.connection.JournalLine.Claim;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal knows after a restart, and after a crash at any byte. */
class DeliveryJournalTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("hooks/c.journal");
    }

    private static Arrival receive(DeliveryJournal journal, String body) {
        return journal.receive(
                Digest.sha256(body), claim("id-" + body), Map.of("h", "v"), NOW, () -> {});
    }

    private static Claim claim(String deliveryId) {
        return new Claim(Optional.of(deliveryId), Optional.of("push"));
    }

    @Test
    void aRestartKnowsWhatWaitsAndWhatIsDone() {
        DeliveryJournal journal = DeliveryJournal.open(file);
        receive(journal, "a");
        receive(journal, "b");
        receive(journal, "c");
        journal.settle(Digest.sha256("a"));
        journal.keepWaiting(Digest.sha256("b"), "kind", "because", Map.of("h", "v"));

        DeliveryJournal again = DeliveryJournal.open(file);

        assertThat(again.waiting())
                .containsExactly(
                        new Waiting(Digest.sha256("b"), "kind", "because", Map.of("h", "v"), NOW),
                        new Waiting(
                                Digest.sha256("c"),
                                "unfinished",
                                DeliveryJournal.UNFINISHED,
                                Map.of("h", "v"),
                                NOW));
        assertThat(again.waitingCount()).isEqualTo(2);
        assertThat(again.last()).hasValue(NOW);
        assertThat(receive(again, "a")).isEqualTo(new Arrival.Accepted(NOW, Repetition.AGAIN));
    }

    /** A crash may cut the last line anywhere: what was answered stays, nothing else breaks. */
    @Test
    void aTornLineIsDroppedAndTheNextOneIsWhole() throws IOException {
        DeliveryJournal journal = DeliveryJournal.open(file);
        receive(journal, "a");
        byte[] whole = Files.readAllBytes(file);
        receive(journal, "b");
        byte[] both = Files.readAllBytes(file);
        for (int cut = whole.length; cut < both.length; cut++) {
            Files.write(
                    file,
                    Arrays.copyOf(both, cut),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);

            DeliveryJournal again = DeliveryJournal.open(file);
            assertThat(receive(again, "c")).isEqualTo(new Arrival.Accepted(NOW, Repetition.FIRST));

            assertThat(DeliveryJournal.open(file).waiting())
                    .extracting(Waiting::digest)
                    .containsExactly(Digest.sha256("a"), Digest.sha256("c"));
        }
    }

    @Test
    void aLineInTheMiddleThatWasCutShortIsLeftOut() throws IOException {
        DeliveryJournal journal = DeliveryJournal.open(file);
        receive(journal, "a");
        Files.writeString(file, "{\"received\":\"00\n", StandardOpenOption.APPEND);
        receive(journal, "b");

        assertThat(DeliveryJournal.open(file).waiting())
                .extracting(Waiting::digest)
                .containsExactly(Digest.sha256("a"), Digest.sha256("b"));
    }

    @Test
    void anIdBelongsToOneBody() {
        DeliveryJournal journal = DeliveryJournal.open(file);
        receive(journal, "a");

        assertThat(
                        DeliveryJournal.open(file)
                                .receive(
                                        Digest.sha256("b"), claim("id-a"), Map.of(), NOW, () -> {}))
                .isEqualTo(new Arrival.Contradicted());
    }

    @Test
    void tellsWhatBecameOfADelivery() {
        DeliveryJournal journal = DeliveryJournal.open(file);
        receive(journal, "waits");
        receive(journal, "done");
        journal.settle(Digest.sha256("done"));

        DeliveryJournal again = DeliveryJournal.open(file);

        assertThat(again.find(Digest.sha256("done")))
                .hasValue(new Delivered(NOW, Optional.of("id-done"), Optional.empty()));
        assertThat(again.find(Digest.sha256("waits")).flatMap(Delivered::waiting))
                .hasValue(again.waiting().getFirst());
        assertThat(again.find(Digest.sha256("other"))).isEmpty();
    }

    /** The first time counts: a message that says none itself gets the same event again. */
    @Test
    void aRepetitionHasTheFirstTime() {
        DeliveryJournal journal = DeliveryJournal.open(file);
        receive(journal, "a");

        assertThat(
                        journal.receive(
                                Digest.sha256("a"),
                                claim("another-id"),
                                Map.of(),
                                NOW.plusSeconds(60),
                                () -> {}))
                .isEqualTo(new Arrival.Accepted(NOW, Repetition.AGAIN));
    }

    @Test
    void whatIsDoneIsForgottenAtTheBoundAndWhatWaitsNever() throws IOException {
        DeliveryJournal journal = DeliveryJournal.open(file, 3);
        receive(journal, "waits");
        for (int i = 0; i < 40; i++) {
            receive(journal, "done-" + i);
            journal.settle(Digest.sha256("done-" + i));
        }

        DeliveryJournal again = DeliveryJournal.open(file, 3);

        assertThat(again.waiting())
                .extracting(Waiting::digest)
                .containsExactly(Digest.sha256("waits"));
        assertThat(receive(again, "done-39"))
                .isEqualTo(new Arrival.Accepted(NOW, Repetition.AGAIN));
        assertThat(receive(again, "done-0")).isEqualTo(new Arrival.Accepted(NOW, Repetition.FIRST));
        assertThat(Files.readAllLines(file)).as("rewritten on the way").hasSizeLessThan(20);
    }
}
