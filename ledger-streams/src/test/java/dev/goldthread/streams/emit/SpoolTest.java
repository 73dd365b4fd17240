package dev.goldthread.streams.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.streams.emit.Spool.Counting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private final List<String> sent = new ArrayList<>();

    private static byte[] event(String id) {
        return event(id, "2026-03-01T10:00:00Z", "https://ci.example.org/1", "SUCCEEDED");
    }

    private static byte[] event(String id, String at, String source, String outcome) {
        return """
        {"id":"%s","product":"pump","occurredAt":"%s","source":{"uri":"%s","tool":"ci"},"data":{"outcome":"%s"}}\
        """
                .formatted(id, at, source, outcome)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte[] event) throws IOException {
        return JSON.readTree(event);
    }

    private void take(List<byte[]> events) {
        for (byte[] event : events) {
            try {
                JsonNode json = json(event);
                sent.add(json.path("id").asText() + ":" + json.at("/source/seq").asText("-"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void away(List<byte[]> events) throws LedgerAwayException {
        throw new LedgerAwayException("away", new IOException("refused"));
    }

    private Path file() {
        return folder.resolve("spool.log");
    }

    @Test
    void whatIsAddedIsSentInOrderByWhoeverOpensItNext() throws Exception {
        new Spool(folder).add(List.of(event("a"), event("b")), Counting.PER_SOURCE);
        new Spool(folder).add(List.of(event("c")), Counting.PER_SOURCE);

        assertThat(new Spool(folder).send(this::take)).isEqualTo(3);

        assertThat(sent).containsExactly("a:1", "b:2", "c:3");
        assertThat(new Spool(folder).send(this::take)).isZero();
        assertThat(new Spool(folder).status().waiting()).isZero();
    }

    @Test
    void whatTheLedgerDidNotAnswerStays() {
        Spool spool = new Spool(folder);
        spool.add(List.of(event("a")), Counting.PER_SOURCE);

        assertThatThrownBy(() -> spool.send(SpoolTest::away))
                .isInstanceOf(LedgerAwayException.class);

        assertThat(spool.status().waiting()).isEqualTo(1);
    }

    @Test
    void countsEachSourceByItself() throws Exception {
        Spool spool = new Spool(folder);

        spool.add(List.of(event("a", "t", "urn:one", "x")), Counting.PER_SOURCE);
        spool.add(List.of(event("b", "t", "urn:two", "x")), Counting.PER_SOURCE);
        byte[] third =
                spool.add(List.of(event("c", "t", "urn:one", "x")), Counting.PER_SOURCE).getFirst();

        assertThat(json(third).at("/source/seq").asLong()).isEqualTo(2);
        assertThat(spool.status().counts())
                .containsEntry("pump urn:one", 2L)
                .containsEntry("pump urn:two", 1L);
    }

    @Test
    void anEventThatIsSentAsItIsGetsNoCount() throws Exception {
        byte[] asSent = new Spool(folder).add(List.of(event("a")), Counting.AS_IS).getFirst();

        assertThat(asSent).isEqualTo(event("a"));
    }

    @Test
    void aRetryIsTheSameEventEvenAfterItWasSent() throws Exception {
        Spool spool = new Spool(folder);
        byte[] first = spool.add(List.of(event("a")), Counting.PER_SOURCE).getFirst();
        spool.send(this::take);

        byte[] again =
                new Spool(folder)
                        .add(
                                List.of(
                                        event(
                                                "a",
                                                "2026-03-01T10:07:00Z",
                                                "https://ci.example.org/1",
                                                "SUCCEEDED")),
                                Counting.PER_SOURCE)
                        .getFirst();

        assertThat(again).isEqualTo(first);
        assertThat(spool.status().waiting()).isZero();
    }

    @Test
    void refusesAnotherEventWithAnIdItKnows() {
        Spool spool = new Spool(folder);
        spool.add(List.of(event("a")), Counting.PER_SOURCE);

        assertThatThrownBy(
                        () ->
                                spool.add(
                                        List.of(
                                                event("b"),
                                                event(
                                                        "a",
                                                        "t",
                                                        "https://ci.example.org/1",
                                                        "FAILED")),
                                        Counting.PER_SOURCE))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("event a of product pump")
                .hasMessageContaining("other content");
        assertThat(spool.status().waiting()).as("nothing unless all").isEqualTo(1);
    }

    @Test
    void aTailCutShortAnywhereIsKeptAsideAndTheRestSurvives() throws Exception {
        Spool spool = new Spool(folder);
        spool.add(List.of(event("a")), Counting.PER_SOURCE);
        byte[] before = Files.readAllBytes(file());
        spool.add(List.of(event("b")), Counting.PER_SOURCE);
        byte[] after = Files.readAllBytes(file());

        for (int length = before.length + 1; length < after.length; length++) {
            Path crashed = Files.createTempDirectory(folder, "crashed");
            Files.write(crashed.resolve("spool.log"), Arrays.copyOf(after, length));
            Spool next = new Spool(crashed);
            sent.clear();
            next.add(List.of(event("c")), Counting.PER_SOURCE);
            next.send(this::take);

            assertThat(sent).as("cut at %d", length).containsExactly("a:1", "c:2");
            assertThat(next.status().aside()).hasSize(1);
            assertThat(Files.readAllBytes(next.status().aside().getFirst()))
                    .isEqualTo(Arrays.copyOfRange(after, before.length, length));
        }
    }

    @Test
    void aRecordThatChangedOnDiskIsNeverSkipped() throws Exception {
        Spool spool = new Spool(folder);
        spool.add(List.of(event("a")), Counting.PER_SOURCE);
        long middle = Files.size(file()) - 10;
        spool.add(List.of(event("b")), Counting.PER_SOURCE);
        byte[] bytes = Files.readAllBytes(file());
        bytes[(int) middle] ^= 1;
        Files.write(file(), bytes, StandardOpenOption.TRUNCATE_EXISTING);

        assertThatThrownBy(() -> new Spool(folder).send(this::take))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("damaged at byte")
                .hasMessageContaining("move the folder away");
        assertThat(sent).isEmpty();
    }

    @Test
    void whatWasAnsweredButNotMarkedBeforeACrashIsSentAgain() throws Exception {
        Spool spool = new Spool(folder);
        spool.add(List.of(event("a")), Counting.PER_SOURCE);
        byte[] unmarked = Files.readAllBytes(file());
        spool.send(this::take);
        Files.write(file(), unmarked, StandardOpenOption.TRUNCATE_EXISTING);

        new Spool(folder).send(this::take);

        assertThat(sent).containsExactly("a:1", "a:1");
    }

    @Test
    void manyAtOnceCountWithoutHoleOrRepetition() throws Exception {
        int writers = 4;
        int each = 25;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Callable<List<byte[]>>> work =
                    IntStream.range(0, writers)
                            .<Callable<List<byte[]>>>mapToObj(
                                    writer ->
                                            () -> {
                                                List<byte[]> added = new ArrayList<>();
                                                Spool own = new Spool(folder);
                                                for (int i = 0; i < each; i++) {
                                                    added.addAll(
                                                            own.add(
                                                                    List.of(
                                                                            event(
                                                                                    writer + "-"
                                                                                            + i)),
                                                                    Counting.PER_SOURCE));
                                                }
                                                return added;
                                            })
                            .toList();
            List<Long> seqs = new ArrayList<>();
            for (Future<List<byte[]>> added : threads.invokeAll(work)) {
                for (byte[] event : added.get()) {
                    seqs.add(json(event).at("/source/seq").asLong());
                }
            }

            assertThat(seqs)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, (long) writers * each).boxed().toList());
        }
        new Spool(folder).send(this::take);
        assertThat(sent).hasSize(writers * each).doesNotHaveDuplicates();
    }

    @Test
    void aLongFileBeginsAnewWithItsCountsAndItsMemory() throws Exception {
        Spool spool = new Spool(folder);
        String padding = "x".repeat(40_000);
        for (int i = 0; i < 120; i++) {
            spool.add(List.of(event("e" + i, "t", "urn:s", padding)), Counting.PER_SOURCE);
        }
        long grown = Files.size(file());
        spool.send(this::take);
        spool.add(List.of(event("next", "t", "urn:s", "x")), Counting.PER_SOURCE);
        spool.add(List.of(event("e119", "later", "urn:s", padding)), Counting.PER_SOURCE);
        spool.send(this::take);

        assertThat(grown).isGreaterThan(4L * 1024 * 1024);
        assertThat(sent).hasSize(121).endsWith("e119:120", "next:121");
    }
}
