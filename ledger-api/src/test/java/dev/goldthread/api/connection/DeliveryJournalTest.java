package dev.goldthread.api.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.connection.DeliveryJournal.Arrival;
import dev.goldthread.api.connection.DeliveryJournal.Repetition;
import dev.goldthread.api.connection.JournalLine.Claim;
import dev.goldthread.api.gate.Outcome;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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

    private static Gave gave(int events) {
        return Gave.of(
                Collections.nCopies(events, "commit.pushed"),
                IntStream.range(0, events)
                        .<Outcome>mapToObj(
                                i ->
                                        new Outcome.Accepted(
                                                new EventId("e-" + i),
                                                new Product("pump"),
                                                Optional.empty()))
                        .toList());
    }

    @Test
    void aRestartKnowsWhatWaitsAndWhatIsDone() {
        DeliveryJournal journal = DeliveryJournal.open(file);
        receive(journal, "a");
        receive(journal, "b");
        receive(journal, "c");
        journal.settle(Digest.sha256("a"), gave(1));
        journal.keepWaiting(Digest.sha256("b"), "kind", "because", Map.of("h", "v"));

        DeliveryJournal again = DeliveryJournal.open(file);

        assertThat(again.waiting())
                .containsExactly(
                        new Waiting(Digest.sha256("b"), "kind", "because", Map.of("h", "v"), NOW),
                        new Waiting(
                                Digest.sha256("c"),
                                "unfinished",
                                KnownDeliveries.UNFINISHED,
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
        journal.settle(Digest.sha256("done"), gave(2));

        DeliveryJournal again = DeliveryJournal.open(file);

        assertThat(again.find(Digest.sha256("done")))
                .hasValue(
                        new Delivered(
                                NOW,
                                Optional.of("id-done"),
                                Optional.empty(),
                                Optional.of(gave(2))));
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
        DeliveryJournal journal = DeliveryJournal.open(file, 3, 1_000);
        receive(journal, "waits");
        for (int i = 0; i < 40; i++) {
            receive(journal, "done-" + i);
            journal.settle(Digest.sha256("done-" + i), gave(1));
        }

        DeliveryJournal again = DeliveryJournal.open(file, 3, 1_000);

        assertThat(again.waiting())
                .extracting(Waiting::digest)
                .containsExactly(Digest.sha256("waits"));
        assertThat(receive(again, "done-39"))
                .isEqualTo(new Arrival.Accepted(NOW, Repetition.AGAIN));
        assertThat(receive(again, "done-0")).isEqualTo(new Arrival.Accepted(NOW, Repetition.FIRST));
        assertThat(Files.readAllLines(file)).as("rewritten on the way").hasSizeLessThan(20);
    }

    @Test
    void whatWaitsKeepsTheEventsThatItGaveBeforeAndAfterIt() {
        DeliveryJournal journal = DeliveryJournal.open(file);
        Digest body = Digest.sha256("a");
        receive(journal, "a");
        journal.keepWaiting(body, "refused-by-gate", "a rule", Map.of(), gave(1));
        journal.keepWaiting(body, "not-sent", "the broker was away", Map.of());
        assertThat(journal.find(body).flatMap(Delivered::gave)).hasValue(gave(1));

        journal.dismiss(body);

        Delivered dismissed = DeliveryJournal.open(file).find(body).orElseThrow();
        assertThat(dismissed.waiting()).isEmpty();
        assertThat(dismissed.gave()).hasValue(gave(1));
    }

    @Test
    void anEventThatWasRefusedMayHaveNoName() {
        Gave gave =
                Gave.of(
                        List.of(""),
                        List.of(
                                new Outcome.Refused(
                                        Optional.of("x".repeat(300)),
                                        Optional.empty(),
                                        List.of())));
        DeliveryJournal journal = DeliveryJournal.open(file);
        receive(journal, "a");
        journal.settle(Digest.sha256("a"), gave);

        assertThat(DeliveryJournal.open(file).find(Digest.sha256("a")).flatMap(Delivered::gave))
                .hasValue(
                        new Gave(
                                List.of(
                                        new Gave.One(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Gave.Status.REFUSED)),
                                0));
    }

    /** A journal from before events were written down; a repetition makes them known. */
    @Test
    void whatOlderLinesDoNotSayIsNotKnownUntilItComesAgain() throws IOException {
        Digest body = Digest.sha256("a");
        DeliveryJournal journal = DeliveryJournal.open(file);
        receive(journal, "a");
        Files.writeString(
                file, "{\"settled\":\"%s\"}\n".formatted(body.hex()), StandardOpenOption.APPEND);

        DeliveryJournal older = DeliveryJournal.open(file);
        assertThat(older.find(body).flatMap(Delivered::gave)).isEmpty();
        assertThat(older.waitingCount()).isZero();
        older.settle(body, gave(1));
        older.settle(body, gave(2));

        assertThat(DeliveryJournal.open(file).find(body).flatMap(Delivered::gave))
                .as("the first time counts")
                .hasValue(gave(1));
    }

    @Test
    void ofManyEventsSomeAreNamedAndTheRestIsCounted() {
        Gave many = gave(Gave.NAMED_MAX + 5);

        assertThat(many.named()).hasSize(Gave.NAMED_MAX);
        assertThat(many.more()).isEqualTo(5);
    }

    @Test
    void deliveriesWithManyEventsAreForgottenSooner() {
        DeliveryJournal journal = DeliveryJournal.open(file, 100, 10);
        receive(journal, "waits");
        journal.keepWaiting(Digest.sha256("waits"), "k", "b", Map.of(), gave(4));
        for (int i = 0; i < 3; i++) {
            receive(journal, "done-" + i);
            journal.settle(Digest.sha256("done-" + i), gave(3));
        }
        assertThat(journal.find(Digest.sha256("done-0"))).as("4 + 3 * 3 is too many").isEmpty();
        assertThat(journal.find(Digest.sha256("done-1"))).isPresent();

        receive(journal, "large");
        journal.keepWaiting(Digest.sha256("large"), "k", "b", Map.of(), gave(8));

        assertThat(journal.find(Digest.sha256("large")).flatMap(Delivered::gave))
                .as("what waits stays, and is counted alone")
                .hasValue(new Gave(List.of(), 8));
        assertThat(journal.find(Digest.sha256("waits")).flatMap(Delivered::gave)).hasValue(gave(4));
    }
}
