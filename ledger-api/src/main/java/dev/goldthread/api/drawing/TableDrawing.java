package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Story.Branch;
import dev.goldthread.api.drawing.Story.Problem;
import dev.goldthread.api.drawing.Trace.Finding;
import dev.goldthread.api.drawing.Trace.Node;
import dev.goldthread.core.event.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A trace as a thread for a terminal of 100 columns: chapters on one line from top to bottom, in
 * each the nodes as a tree, a line per node and one per problem.
 */
public final class TableDrawing {

    private static final int WIDTH_MAX = 100;
    private static final int WIDTH_MIN = 40;
    private static final int ID_WIDTH_MAX = 34;
    private static final int LEAVES_MAX = 12;

    /** Whether long rows of nodes without problems are told one by one. */
    public enum Rows {
        SHORTENED,
        ALL
    }

    private final Story story;
    private final NodeLine nodeLine;
    private final Paint paint;
    private final Rows rows;
    private final int width;
    private final StringBuilder out = new StringBuilder(4096);

    private TableDrawing(Story story, Paint paint, Rows rows, int width) {
        this.width = width;
        this.story = story;
        this.paint = paint;
        this.rows = rows;
        this.nodeLine = NodeLine.of(story, paint, width);
    }

    /**
     * @param columns of the terminal, if it is one; where a node and its title would not stand in
     *     one line of it, they have one each
     */
    public static String draw(
            Trace trace, Vocabulary vocabulary, Paint paint, Rows rows, OptionalInt columns) {
        int width = Math.clamp(columns.orElse(WIDTH_MAX), WIDTH_MIN, WIDTH_MAX);
        TableDrawing drawing = new TableDrawing(new Story(trace, vocabulary), paint, rows, width);
        drawing.heading();
        drawing.thread();
        drawing.missing();
        drawing.footer();
        drawing.components();
        return drawing.out.toString();
    }

    private void heading() {
        Heading heading = Heading.of(story);
        line(paint.heading(heading.title()));
        line(paint.faint(heading.asOf()));
        String counts = heading.counts();
        line(heading.problems() == 0 ? counts : counts + " · " + paint.bad(heading.gaps()));
        heading.others().forEach(other -> Lines.wrap(other, width).forEach(this::line));
        heading.purpose()
                .ifPresent(
                        purpose ->
                                Lines.wrap("Intended use: " + purpose, width).forEach(this::line));
        line("");
    }

    private void thread() {
        Iterator<Map.Entry<Chapter, List<Branch>>> chapters =
                story.chapters().entrySet().iterator();
        while (chapters.hasNext()) {
            Map.Entry<Chapter, List<Branch>> chapter = chapters.next();
            List<Branch> all = Story.flat(chapter.getValue());
            boolean isBad = all.stream().anyMatch(branch -> story.hasProblem(branch.node()));
            String mark = isBad ? paint.bad("●") : paint.thread("●");
            line(
                    "%s %s  %s"
                            .formatted(
                                    mark,
                                    paint.heading(chapter.getKey().title()),
                                    paint.faint(Integer.toString(all.size()))));
            String thread = chapters.hasNext() ? paint.thread("│") + " " : "  ";
            branches(chapter.getValue(), thread, "");
            line(thread.stripTrailing());
        }
    }

    /** How wide types and ids of nodes side by side are. */
    private record Columns(int type, int id) {
        static Columns of(List<Branch> branches) {
            int type = 0;
            int id = 0;
            for (Branch branch : branches) {
                type = Math.max(type, Lines.width(branch.node().ref().type()));
                id = Math.max(id, Lines.width(NodeText.shortId(branch.node().ref().id())));
            }
            return new Columns(type, Math.min(id, ID_WIDTH_MAX));
        }
    }

    private void branches(List<Branch> branches, String thread, String indent) {
        List<Branch> told = rows == Rows.ALL ? branches : shortened(branches);
        Columns columns = Columns.of(told);
        int untold = branches.size() - told.size();
        for (int i = 0; i < told.size(); i++) {
            boolean isLast = i == told.size() - 1 && untold == 0;
            String deeper = indent + (isLast ? "   " : "│  ");
            String stem = deeper + (told.get(i).children().isEmpty() ? "   " : "│  ");
            branch(told.get(i), thread, indent + (isLast ? "└─ " : "├─ "), stem, columns);
            problems(told.get(i), thread, stem);
            branches(told.get(i).children(), thread, deeper);
        }
        if (untold > 0) {
            line(
                    thread
                            + indent
                            + paint.faint(
                                    "└─ … %,d more without problems; --all shows them"
                                            .formatted(untold)));
        }
    }

    /** A long row is told by its problems and its first nodes. */
    private List<Branch> shortened(List<Branch> branches) {
        List<Branch> told = new ArrayList<>();
        int plain = 0;
        for (Branch branch : branches) {
            boolean isPlain =
                    branch.children().isEmpty()
                            && !story.hasProblem(branch.node())
                            && branch.outcome().map("PASSED"::equals).orElse(true);
            plain += isPlain ? 1 : 0;
            if (!isPlain || plain <= LEAVES_MAX) {
                told.add(branch);
            }
        }
        return told;
    }

    private void branch(Branch branch, String thread, String indent, String stem, Columns columns) {
        Node node = branch.node();
        String type = Lines.fill(node.ref().type(), columns.type());
        String id =
                Lines.fill(
                        Lines.cut(NodeText.shortId(node.ref().id()), columns.id()), columns.id());
        int used = 2 + Lines.width(indent) + Lines.width(type) + 1 + Lines.width(id) + 2;
        String named =
                thread
                        + paint.faint(indent)
                        + paint.type(type)
                        + " "
                        + (story.hasProblem(node) ? paint.bad(id) : paint.heading(id));
        int left = nodeLine.room(used);
        if (width == WIDTH_MAX || left >= NodeLine.TITLE_WIDTH_MIN) {
            line((named + "  " + nodeLine.told(branch, left)).stripTrailing());
            return;
        }
        line(named.stripTrailing());
        String below = nodeLine.told(branch, nodeLine.room(2 + Lines.width(stem)));
        line((thread + paint.faint(stem) + below).stripTrailing());
    }

    private void problems(Branch branch, String thread, String stem) {
        for (Finding finding : branch.node().findings()) {
            if (story.isProblem(finding)) {
                String reason = NodeText.clean(finding.reason());
                String code = "✗ " + NodeText.clean(finding.code());
                int left = width - 2 - Lines.width(stem) - Lines.width(code) - 2;
                line(thread + paint.faint(stem) + paint.bad(code) + "  " + Lines.cut(reason, left));
            }
        }
    }

    private void missing() {
        List<Problem> problems = story.problems();
        if (problems.isEmpty()) {
            return;
        }
        line(paint.heading("What is missing") + "  " + paint.faint("" + problems.size()));
        for (int i = 0; i < problems.size(); i++) {
            Problem problem = problems.get(i);
            String number = "%3d. ".formatted(i + 1);
            String code = NodeText.clean(problem.finding().code());
            String name = NodeText.name(problem.node().ref());
            boolean isShort =
                    Lines.width(number) + Lines.width(code) + 2 + Lines.width(name) <= width;
            line(number + paint.bad(code) + (isShort ? "  " + name : ""));
            if (!isShort) {
                paragraph("     ", name);
            }
            paragraph("     ", NodeText.clean(problem.finding().reason()));
            if (!problem.remedy().isBlank()) {
                paragraph("     → ", problem.remedy());
            }
        }
    }

    private void footer() {
        TraceFooter footer = TraceFooter.of(story);
        if (footer.clean().isEmpty() && !footer.lines().isEmpty()) {
            line("");
        }
        footer.clean()
                .ifPresent(words -> line(footer.isWhole() ? paint.good(words) : paint.bad(words)));
        footer.limits().forEach(limit -> Lines.wrap(limit, width).forEach(this::line));
        footer.evidence().ifPresent(where -> Lines.wrap(where, width).forEach(this::line));
    }

    private void paragraph(String indent, String words) {
        String next = " ".repeat(Lines.width(indent));
        String before = indent;
        for (String each : Lines.wrap(words, width - Lines.width(indent))) {
            line(before + each);
            before = next;
        }
    }

    private void components() {
        if (story.componentCount() > 0) {
            line("");
            line(
                    paint.faint(
                            "%s, not listed; -o json lists them."
                                    .formatted(
                                            Lines.areCounted(
                                                    story.componentCount(), "component"))));
        }
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
