package dev.goldthread.api.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.drawing.TableDrawing.Rows;
import dev.goldthread.core.event.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
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
    void saysThatNoFindingIsAProblem() {
        assertThat(table(clean, Paint.PLAIN, Rows.SHORTENED)).isEqualTo(text("clean.txt"));
    }

    /** A trace is not judged on required evidence, and one that was cut on less. */
    @Test
    void neverSaysThatNothingIsMissing() {
        ObjectNode json = json("clean.json");
        json.putObject("judged")
                .put("whole", false)
                .putArray("limitedBy")
                .add("DEPTH")
                .add("TYPES");
        Trace cut = TraceJson.read(json);

        assertThat(table(cut, Paint.PLAIN, Rows.SHORTENED))
                .endsWith(
                        """
                        No finding here is a problem, but only a part was judged.
                        The walk ended at a depth: what lies deeper is not here, and coverage and decisions were not judged.
                        Only nodes of some types are shown; what was found about others is hidden.
                        """);
        assertThat(MarkdownDrawing.draw(cut, Vocabulary.GOLDTHREAD))
                .contains("no problems in the part that was judged.")
                .contains("The walk ended at a depth")
                .doesNotContain("Nothing");
        assertThat(SvgDrawing.draw(cut, Vocabulary.GOLDTHREAD))
                .contains("no problems in the part that was judged")
                .contains("The walk ended at a depth")
                .doesNotContain("✓ no problems")
                .doesNotContain("Nothing");
    }

    @Test
    void aReleaseWithoutProblemsPointsToItsGaps() {
        ObjectNode json = json("clean.json");
        json.putObject("root").put("type", "Release").put("id", "1.0");
        json.putObject("judged").put("whole", true);

        assertThat(table(TraceJson.read(json), Paint.PLAIN, Rows.SHORTENED))
                .endsWith(
                        """
                        No finding here is a problem.
                        Whether all evidence is there that a release has to show: goldthread gaps pump 1.0
                        """);
    }

    @Test
    void whoConfirmedALinkDidNotWriteTheTest() {
        ObjectNode json = json("clean.json");
        ObjectNode test = ((ArrayNode) json.get("nodes")).addObject();
        test.put("type", "TestCase").put("id", "T-1");
        ArrayNode history = test.putArray("history");
        happening(history, "testcase.recorded", "2026-02-01T09:00:00Z", "person:u-7");
        happening(history, "link.confirmed", "2026-02-21T09:00:00Z", "bot");
        String table = table(TraceJson.read(json), Paint.PLAIN, Rows.SHORTENED);

        assertThat(table.lines().filter(line -> line.contains("TestCase")))
                .singleElement()
                .asString()
                .contains("link looked at by bot 2026-02-21 09:00")
                .endsWith("u-7 2026-02-01 09:00");
    }

    private static void happening(ArrayNode history, String type, String at, String actor) {
        ObjectNode happening = history.addObject().put("type", type).put("occurredAt", at);
        happening.putObject("actor").put("id", actor);
    }

    @Test
    void aReleaseThatWasWithdrawnIsNoCandidateAnyMore() {
        assertThat(release("release.created")).contains("CANDIDATE");
        assertThat(release("release.created", "release.published"))
                .contains("published")
                .doesNotContain("CANDIDATE");
        assertThat(release("release.created", "release.published", "release.withdrawn"))
                .contains("withdrawn")
                .doesNotContain("CANDIDATE")
                .doesNotContain("published");
    }

    private static String release(String... events) {
        ObjectNode json = json("clean.json");
        json.putObject("root").put("type", "Release").put("id", "1.0");
        ObjectNode node = ((ArrayNode) json.get("nodes")).addObject();
        node.put("type", "Release").put("id", "1.0");
        node.putObject("attributes").put("stage", "CANDIDATE");
        ArrayNode history = node.putArray("history");
        for (String event : events) {
            history.addObject().put("type", event).put("occurredAt", "2026-02-20T12:00:00Z");
        }
        return table(TraceJson.read(json), Paint.PLAIN, Rows.SHORTENED);
    }

    @Test
    void whatWasSeenAtAnotherTimeThanTheLastEventSaysWhen() {
        ObjectNode json = json("clean.json");
        ((ArrayNode) json.get("nodes"))
                .addObject()
                .put("type", "Environment")
                .put("id", "prod")
                .putArray("history")
                .addObject()
                .put("occurredAt", "2026-02-20T12:00:00Z");
        ObjectNode runs = ((ArrayNode) json.get("edges")).addObject();
        runs.putObject("from").put("type", "Environment").put("id", "prod");
        runs.put("relation", "runs").put("strength", "OBSERVED");
        runs.set("to", json.get("root"));

        runs.put("occurredAt", "2026-02-20T12:00:00Z");
        assertThat(table(TraceJson.read(json), Paint.PLAIN, Rows.SHORTENED))
                .contains("→ runs 1a2b3c4d5e6f ")
                .doesNotContain("seen");
        runs.put("occurredAt", "2026-02-12T12:00:00Z");
        assertThat(table(TraceJson.read(json), Paint.PLAIN, Rows.SHORTENED))
                .contains("→ runs 1a2b3c4d5e6f, seen 2026-02-12 12:00");
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
    void fitsANarrowTerminalAndStillTellsEveryNode() {
        for (int columns : new int[] {80, 60}) {
            String text =
                    TableDrawing.draw(
                            release,
                            Vocabulary.GOLDTHREAD,
                            Paint.PLAIN,
                            Rows.ALL,
                            OptionalInt.of(columns));

            assertThat(text.lines())
                    .as("%d columns", columns)
                    .allMatch(line -> Lines.width(line) <= columns);
            release.nodes().stream()
                    .map(Trace.Node::ref)
                    .filter(ref -> !Story.isComponent(ref))
                    .forEach(
                            ref ->
                                    assertThat(text)
                                            .contains(Lines.cut(NodeText.shortId(ref.id()), 34)));
        }
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
        return TableDrawing.draw(trace, Vocabulary.GOLDTHREAD, paint, rows, OptionalInt.empty());
    }

    private static Trace trace(String name) {
        return TraceJson.read(json(name));
    }

    private static ObjectNode json(String name) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text(name));
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
