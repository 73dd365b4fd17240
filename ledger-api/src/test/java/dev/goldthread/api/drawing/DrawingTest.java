package dev.goldthread.api.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.api.drawing.TableDrawing.Rows;
import dev.goldthread.core.event.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The expected texts were read and found right before they were kept. */
class DrawingTest {

    private final Trace release = trace("release.json");
    private final Trace clean = trace("clean.json");

    @Test
    void drawsAReleaseAsAThread() {
        assertThat(table(release, Paint.PLAIN, Rows.SHORTENED)).isEqualTo(text("release.txt"));
    }

    @Test
    void drawsAReleaseAsTables() {
        assertThat(MarkdownDrawing.draw(release, Vocabulary.GOLDTHREAD))
                .isEqualTo(text("release.md"));
    }

    @Test
    void drawsAReleaseAsAGraph() {
        assertThat(DotDrawing.draw(release, Vocabulary.GOLDTHREAD)).isEqualTo(text("release.dot"));
    }

    @Test
    void saysThatNothingIsMissing() {
        assertThat(table(clean, Paint.PLAIN, Rows.SHORTENED)).isEqualTo(text("clean.txt"));
    }

    @Test
    void keepsTextsOfEventsFromBecomingMarkup() {
        assertThat(MarkdownDrawing.draw(clean, Vocabulary.GOLDTHREAD))
                .contains("Title with \\| pipe, \\<b\\>markup\\</b\\>")
                .doesNotContain("\u001b");
        assertThat(DotDrawing.draw(clean, Vocabulary.GOLDTHREAD))
                .contains("one \\\"quoted\\\" \\\\ name");
        assertThat(table(clean, Paint.COLOURED, Rows.SHORTENED)).doesNotContain("\u001b[31m");
    }

    @Test
    void staysWithinAHundredColumns() {
        List.of(Rows.values())
                .forEach(
                        rows ->
                                assertThat(table(release, Paint.PLAIN, rows).lines())
                                        .allSatisfy(
                                                line ->
                                                        assertThat(Lines.width(line))
                                                                .isLessThanOrEqualTo(100)));
    }

    @Test
    void tellsEveryNodeOnceWhenAskedForAll() {
        String all = table(release, Paint.PLAIN, Rows.ALL);

        assertThat(all.lines().filter(line -> line.contains("TestCase"))).hasSize(15);
    }

    @Test
    void theRemedyIsThatOfTheRuleIfTheFindingNamesOneThatIsKnown() throws IOException {
        String known =
                text("release.json")
                        .replace("\"code\": \"UNCOVERED\"", UNCOVERED_BY + "\"claim-support\"");
        String unknown =
                text("release.json")
                        .replace("\"code\": \"UNCOVERED\"", UNCOVERED_BY + "\"of-tomorrow\"");

        assertThat(drawn(known)).contains("→ link the claim by supportedBy");
        assertThat(drawn(unknown)).contains("→ link a test case by verifies or validates");
    }

    private static final String UNCOVERED_BY = "\"code\": \"UNCOVERED\", \"rule\": ";

    private static String drawn(String json) throws IOException {
        return table(TraceJson.read(new ObjectMapper().readTree(json)), Paint.PLAIN, Rows.ALL);
    }

    @Test
    void coloursWithoutChangingTheText() {
        String coloured = table(release, Paint.COLOURED, Rows.SHORTENED);

        assertThat(coloured).contains("\u001b[1;31m✗ UNCOVERED\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text("release.txt"));
    }

    private static String table(Trace trace, Paint paint, Rows rows) {
        return TableDrawing.draw(trace, Vocabulary.GOLDTHREAD, paint, rows);
    }

    private static Trace trace(String name) {
        try {
            return TraceJson.read(new ObjectMapper().readTree(text(name)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(String name) {
        try (InputStream in = DrawingTest.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
