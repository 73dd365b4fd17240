package dev.goldthread.api.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.demo.StoryFiles;
import dev.goldthread.api.demo.StoryFiles.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page that tells the story says of every file what the index says. */
class StoryPageTest {

    private static final Path PAGE = Path.of("..", "docs", "story.md");

    @Test
    void itsTableIsTheIndex() throws Exception {
        List<String> rows =
                Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();

        assertThat(rows).isEqualTo(StoryFiles.load().files().stream().map(this::row).toList());
    }

    private String row(StoryFiles.File file) {
        Found found = file.ifRemoved();
        return "| `%s` | %s | %s | %s %s: %s |"
                .formatted(
                        file.name(),
                        file.about(),
                        file.trace(),
                        found.type(),
                        shortened(found.id()),
                        found.code());
    }

    private static String shortened(String id) {
        if (id.matches("sha256:[0-9a-f]{64}")) {
            return id.substring(0, 15) + "…";
        }
        return id.matches("[0-9a-f]{40}") ? id.substring(0, 8) + "…" : id;
    }
}
