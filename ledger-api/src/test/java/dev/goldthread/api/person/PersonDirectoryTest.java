package dev.goldthread.api.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One folder, several threads and several openings of it, as several processes would have. */
class PersonDirectoryTest {

    private static final int THREADS = 8;
    private static final int PERSONS = 25;

    @TempDir private Path data;

    @Test
    void whoSavesLastLosesNothingOfTheOthers() throws Exception {
        PersonDirectory one = PersonDirectory.open(data);
        PersonDirectory other = PersonDirectory.open(data);
        one.keyOf("A. Weaver", "weaver@example.org");
        other.keyOf("B. Miller", "miller@example.org");

        one.save();
        other.save();

        assertThat(Files.readString(data.resolve("directory/persons.json")))
                .contains("A. Weaver", "B. Miller");
        assertThat(one.keyOf("B. Miller", "miller@example.org"))
                .isEqualTo(other.keyOf("B. Miller", "miller@example.org"));
    }

    @Test
    void threadsOfSeveralDirectoriesGiveOneKeyPerPersonAndSaveAll() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<String>>> keys =
                    IntStream.range(0, THREADS)
                            .mapToObj(
                                    i -> threads.submit(() -> nameAll(PersonDirectory.open(data))))
                            .toList();
            List<String> first = keys.getFirst().get();
            for (Future<List<String>> each : keys) {
                assertThat(each.get()).isEqualTo(first);
            }
            assertThat(first).doesNotHaveDuplicates().hasSize(PERSONS);
            String file = Files.readString(data.resolve("directory/persons.json"));
            assertThat(first).allSatisfy(key -> assertThat(file).contains(key));
        }
    }

    private static List<String> nameAll(PersonDirectory directory) {
        return IntStream.range(0, PERSONS)
                .mapToObj(
                        i -> {
                            String key =
                                    directory
                                            .keyOfAccount("github", "user-" + i, "Name " + i, "")
                                            .value();
                            directory.save();
                            return key;
                        })
                .toList();
    }

    /** Files written before accounts were kept. */
    @Test
    void anOlderFileIsRead() throws Exception {
        PersonDirectory before = PersonDirectory.open(data);
        String key = before.keyOf("A. Weaver", "weaver@example.org").value();
        Files.writeString(
                data.resolve("directory/persons.json"),
                "{\"%s\": {\"names\": [\"A. Weaver\"], \"mails\": [\"weaver@example.org\"]}}"
                        .formatted(key));

        PersonDirectory after = PersonDirectory.open(data);
        after.keyOf("A. W.", "weaver@example.org");
        after.save();

        assertThat(Files.readString(data.resolve("directory/persons.json")))
                .contains("A. Weaver", "A. W.", key);
    }
}
