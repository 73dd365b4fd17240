package dev.goldthread.api.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.demo.StoryFiles;
import dev.goldthread.core.trace.Trace;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoryTest {

    private static final StoryFiles STORY = StoryFiles.load();
    private static final LedgerInMemory WHOLE = without("nothing");

    static LedgerInMemory without(String name) {
        LedgerInMemory ledger = new LedgerInMemory();
        STORY.files().stream().filter(file -> !file.name().equals(name)).forEach(ledger::post);
        return ledger;
    }

    static List<StoryFiles.File> files() {
        return STORY.files();
    }

    @Test
    void aWholeStoryHasOnlyTheProblemsItMeansToHave() {
        Set<String> remains =
                STORY.remains().stream()
                        .map(StoryFiles.Found::toString)
                        .collect(Collectors.toSet());

        assertThat(LedgerInMemory.problems(WHOLE.release("7.2.4")))
                .as("%s", LedgerInMemory.reasons(WHOLE.release("7.2.4")))
                .isEqualTo(remains);
        assertThat(LedgerInMemory.problems(WHOLE.release("7.2.3"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void leavingOutAFileIsSeenAsExactlyOneProblem(StoryFiles.File file) {
        Trace trace = without(file.name()).release(file.trace());
        Set<String> added = new TreeSet<>(LedgerInMemory.problems(trace));
        added.removeAll(LedgerInMemory.problems(WHOLE.release(file.trace())));

        assertThat(LeftOut.problems(file, added))
                .as("%s", LedgerInMemory.reasons(trace))
                .containsExactly(file.ifRemoved().toString());
    }

    @Test
    void theOrderInWhichFilesComeDoesNotMatter() {
        LedgerInMemory backwards = new LedgerInMemory();
        STORY.files().reversed().forEach(backwards::post);

        assertThat(LedgerInMemory.reasons(backwards.release("7.2.4")))
                .isEqualTo(LedgerInMemory.reasons(WHOLE.release("7.2.4")));
        assertThat(edges(backwards)).isEqualTo(edges(WHOLE));
    }

    private static Set<String> edges(LedgerInMemory ledger) {
        return ledger.release("7.2.4").edges().stream()
                .map(edge -> edge.from() + " " + edge.relation() + " " + edge.to())
                .collect(Collectors.toSet());
    }

    @Test
    void everyFileIsInTheIndexOnce() {
        assertThat(STORY.files()).extracting(StoryFiles.File::name).doesNotHaveDuplicates();
        assertThat(STORY.files()).extracting(StoryFiles.File::about).allMatch(s -> s.endsWith("."));
        assertThat(Stream.of(STORY.production())).allMatch(digest -> digest.startsWith("sha256:"));
    }
}
