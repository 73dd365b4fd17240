package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Story.Branch;
import dev.goldthread.api.drawing.Story.Problem;
import dev.goldthread.api.drawing.Trace.Finding;
import dev.goldthread.api.drawing.Trace.Node;
import dev.goldthread.core.event.Vocabulary;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A trace as tables for a document (GitHub Flavored Markdown, "Tables"), with whole ids, since a
 * document is kept.
 */
public final class MarkdownDrawing {

    private final Story story;
    private final NodeText text;
    private final StringBuilder out = new StringBuilder(4096);

    private MarkdownDrawing(Story story) {
        this.story = story;
        this.text = new NodeText(story);
    }

    public static String draw(Trace trace, Vocabulary vocabulary) {
        MarkdownDrawing drawing = new MarkdownDrawing(new Story(trace, vocabulary));
        drawing.heading();
        drawing.story.chapters().forEach(drawing::chapter);
        drawing.missing();
        return drawing.out.toString();
    }

    private void heading() {
        Heading heading = Heading.of(story);
        Trace trace = story.trace();
        line(
                "# %s · %s %s"
                        .formatted(trace.product(), trace.root().type(), cell(trace.root().id())));
        line("");
        line(
                "%s. %s · %s."
                        .formatted(
                                capital(heading.asOf()),
                                heading.counts(),
                                heading.problems() == 0 ? heading.clean() : heading.gaps()));
        heading.others().forEach(other -> line("\n" + capital(cell(other)) + "."));
        heading.purpose().ifPresent(purpose -> line("\nIntended use: " + cell(purpose)));
    }

    private void chapter(Chapter chapter, List<Branch> branches) {
        line("");
        line("## " + chapter.title());
        line("");
        line("| Type | Id | Title | State | Belongs to | Who | When (UTC) | Findings |");
        line("|---|---|---|---|---|---|---|---|");
        Story.flat(branches).forEach(branch -> row(row(branch)));
    }

    private Stream<String> row(Branch branch) {
        Node node = branch.node();
        return Stream.of(
                node.ref().type(),
                NodeText.clean(node.ref().id()),
                NodeText.title(node),
                String.join(", ", text.states(branch)),
                String.join(", ", text.links(node)),
                NodeText.who(node),
                NodeText.when(node),
                node.findings().stream().map(this::finding).collect(Collectors.joining("; ")));
    }

    private String finding(Finding finding) {
        return finding.reason().isBlank()
                ? NodeText.clean(finding.code())
                : "%s: %s"
                        .formatted(
                                NodeText.clean(finding.code()), NodeText.clean(finding.reason()));
    }

    private void missing() {
        line("");
        line("## What is missing");
        line("");
        List<Problem> problems = story.problems();
        if (!problems.isEmpty()) {
            line("| Node | Finding | Reason | Remedy |");
            line("|---|---|---|---|");
            for (Problem problem : problems) {
                row(
                        Stream.of(
                                problem.node().ref().toString(),
                                problem.finding().code(),
                                problem.finding().reason(),
                                problem.remedy()));
            }
        }
        List<String> footer = TraceFooter.of(story).lines();
        if (!problems.isEmpty() && !footer.isEmpty()) {
            line("");
        }
        footer.forEach(words -> line(cell(words)));
        if (story.componentCount() > 0) {
            line("");
            line(
                    "%s, not listed."
                            .formatted(Lines.areCounted(story.componentCount(), "component")));
        }
    }

    private void row(Stream<String> cells) {
        line(cells.map(MarkdownDrawing::cell).collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** Keeps texts of events from becoming markup. */
    private static String cell(String text) {
        return NodeText.clean(text).replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1");
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
