package dev.goldthread.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Changes one or two bytes at random, thousands of times, and expects each change found where it
 * was made. {@code -Dgoldthread.tamper.seed} repeats a run.
 */
class TamperDrillTest {

    private static final long SEED = Long.getLong("goldthread.tamper.seed", 20260106L);

    private final Random random = new Random(SEED);

    /** Nobody claims that the explanation is as it was. */
    private static final Predicate<String> IS_EVIDENCE = name -> !name.equals("README.txt");

    @Test
    void findsTwentyThousandChangesOfALogAndOfAnEvent() {
        System.out.printf("tamper drill: seed %d%n", SEED);
        long startNanos = System.nanoTime();
        int found =
                spoilLog(LogFixture.exportWithoutEarlier(6), 12_500)
                        + spoilLog(LogFixture.export(6), 3_000)
                        + spoilLog(LogFixture.export(300), 1_000)
                        + spoilEvent(3_500);
        System.out.printf(
                "tamper drill: %,d changes made, %,d found, %.1f s%n",
                20_000, found, (System.nanoTime() - startNanos) / 1e9);
        assertThat(found).isEqualTo(20_000);
    }

    private int spoilLog(MemoryFiles files, int times) {
        List<String> names = files.content.keySet().stream().filter(IS_EVIDENCE).toList();
        int found = 0;
        for (int i = 0; i < times; i++) {
            String name = names.get(random.nextInt(names.size()));
            Change change = change(files, name);
            BundleReport report =
                    BundleVerifier.verify(
                            change.files(), LogFixture.trust(), (entries, total) -> {});
            assertFound(report, change);
            found++;
        }
        assertThat(verifyLog(files).flaws()).as("no false alarm").isEmpty();
        return found;
    }

    private static BundleReport verifyLog(MemoryFiles files) {
        return BundleVerifier.verify(files, LogFixture.trust(), (entries, total) -> {});
    }

    private int spoilEvent(int times) {
        MemoryFiles files = new MemoryFiles();
        try {
            LogFixture.event(LogFixture.entries(300, 0), 123).write(files);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(EventVerifier.verify(files, LogFixture.trust()).flaws()).isEmpty();
        List<String> names = List.copyOf(files.content.keySet());
        int found = 0;
        for (int i = 0; i < times; i++) {
            Change change = change(files, names.get(random.nextInt(names.size())));
            BundleReport report = EventVerifier.verify(change.files(), LogFixture.trust());
            assertThat(report.isSound()).as(change.toString()).isFalse();
            found++;
        }
        return found;
    }

    private record Change(MemoryFiles files, String name, String bytes) {
        @Override
        public String toString() {
            return "seed %d, %s, %s".formatted(SEED, name, bytes);
        }
    }

    /** One or two bytes of one file become others. */
    private Change change(MemoryFiles files, String name) {
        byte[] before = files.get(name);
        byte[] after = before.clone();
        StringBuilder bytes = new StringBuilder();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count || Arrays.equals(before, after); i++) {
            int at = random.nextInt(after.length);
            // Half of them flip a bit, the others become anything.
            byte to =
                    random.nextBoolean()
                            ? (byte) (after[at] ^ (1 << random.nextInt(8)))
                            : (byte) random.nextInt(256);
            bytes.append("byte %d: %02x to %02x; ".formatted(at, after[at], to));
            after[at] = to;
        }
        return new Change(files.copy().put(name, after), name, bytes.toString());
    }

    /** A line of a witness that became a stranger's is named, though no flaw by itself. */
    private static void assertFound(BundleReport report, Change change) {
        boolean isStrangersLine =
                change.name().startsWith("checkpoints/")
                        && report.unchecked().stream()
                                .anyMatch(line -> line.endsWith(change.name()));
        if (!isStrangersLine) {
            assertThat(report.isSound()).as(change.toString()).isFalse();
            assertThat(report.flaws())
                    .as(change.toString())
                    .anySatisfy(flaw -> assertThat(flaw.file()).isEqualTo(change.name()));
        }
    }
}
