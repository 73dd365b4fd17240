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

/**
 * A trace as a thread for a terminal of 100 columns: chapters on one line from top to bottom, in
 * each the nodes as a tree, a line per node and one per problem.
 */
public final class TableDrawing {

    private static final int WIDTH = 100;
    private static final int WHO_WIDTH_MAX = 12;
    private static final int WHEN_WIDTH = 16; // 2026-03-01 10:00
    private static final int TITLE_WIDTH_MIN = 28;
    private static final int ID_WIDTH_MAX = 34;
    private static final int LEAVES_MAX = 12;
    private static final String SEPARATOR = " · ";

    /** Whether long rows of nodes without problems are told one by one. */
    public enum Rows {
        SHORTENED,
        ALL
    }

    private final Story story;
    private final NodeText text;
    private final Paint paint;
    private final Rows rows;
    private final int whoWidth;
    private final StringBuilder out = new StringBuilder(4096);

    private TableDrawing(Story story, Paint paint, Rows rows) {
        this.story = story;
        this.text = new NodeText(story);
        this.paint = paint;
        this.rows = rows;
        this.whoWidth =
                story.trace().nodes().stream()
                        .mapToInt(node -> Math.min(WHO_WIDTH_MAX, Lines.width(NodeText.who(node))))
                        .max()
                        .orElse(0);
    }

    public static String draw(Trace trace, Vocabulary vocabulary, Paint paint, Rows rows) {
        TableDrawing drawing = new TableDrawing(new Story(trace, vocabulary), paint, rows);
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
        heading.others().forEach(other -> Lines.wrap(other, WIDTH).forEach(this::line));
        heading.purpose()
                .ifPresent(
                        purpose ->
                                Lines.wrap("Intended use: " + purpose, WIDTH).forEach(this::line));
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
            branch(told.get(i), thread, indent + (isLast ? "└─ " : "├─ "), columns);
            String deeper = indent + (isLast ? "   " : "│  ");
            problems(told.get(i), thread, deeper);
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

    private void branch(Branch branch, String thread, String indent, Columns columns) {
        Node node = branch.node();
        String type = Lines.fill(node.ref().type(), columns.type());
        String id =
                Lines.fill(
                        Lines.cut(NodeText.shortId(node.ref().id()), columns.id()), columns.id());
        int used = 2 + Lines.width(indent) + Lines.width(type) + 1 + Lines.width(id) + 2;
        int left = WIDTH - whoWidth - 1 - WHEN_WIDTH - 1 - used;
        List<String> marks = new ArrayList<>();
        text.assurances(node).forEach(code -> marks.add("✓ " + code));
        String detail = detail(branch, left, marks);
        String colouredDetail = detail;
        for (String mark : marks) {
            colouredDetail = colouredDetail.replace(mark, paint.good(mark));
        }
        String fill = " ".repeat(Math.max(0, left - Lines.width(detail)));
        String who = Lines.cut(NodeText.who(node), whoWidth);
        String end =
                " ".repeat(whoWidth - Lines.width(who))
                        + who
                        + " "
                        + Lines.cut(NodeText.when(node), WHEN_WIDTH);
        line(
                (thread
                                + paint.faint(indent)
                                + paint.type(type)
                                + " "
                                + (story.hasProblem(node) ? paint.bad(id) : paint.heading(id))
                                + "  "
                                + colouredDetail
                                + fill
                                + " "
                                + paint.faint(end.stripTrailing()))
                        .stripTrailing());
    }

    /**
     * Title, state, findings that are no problems and links, as much of them as fits: what must be
     * told goes before the title's first words, these before the rest, and links come last.
     */
    private String detail(Branch branch, int widthMax, List<String> assurances) {
        String title = NodeText.title(branch.node());
        int titleMin = Math.min(Lines.width(title), TITLE_WIDTH_MIN);
        Fitting fitting = new Fitting(widthMax - titleMin / 2);
        text.mainStates(branch).forEach(fitting::add);
        assurances.forEach(fitting::add);
        fitting.widen(titleMin / 2 - titleMin);
        text.states(branch).stream()
                .filter(state -> !fitting.words.contains(state))
                .forEach(fitting::add);
        fitting.widen(titleMin);
        String shown = Lines.cut(title, Math.max(0, fitting.left));
        fitting.widen(-Lines.width(shown));
        text.links(branch.node()).forEach(link -> fitting.add("→ " + link));
        List<String> words = new ArrayList<>(fitting.words);
        if (!shown.isEmpty()) {
            words.addFirst(shown);
        }
        return Lines.cut(String.join(SEPARATOR, words), widthMax);
    }

    /** Words, as long as there is room. */
    private static final class Fitting {

        private final List<String> words = new ArrayList<>();
        private int left;

        Fitting(int widthMax) {
            this.left = widthMax;
        }

        void add(String word) {
            int width = Lines.width(SEPARATOR) + Lines.width(word);
            if (width <= left) {
                words.add(word);
                left -= width;
            }
        }

        void widen(int by) {
            left += by;
        }
    }

    private void problems(Branch branch, String thread, String indent) {
        String stem = branch.children().isEmpty() ? indent + "   " : indent + "│  ";
        for (Finding finding : branch.node().findings()) {
            if (story.isProblem(finding)) {
                String reason = NodeText.clean(finding.reason());
                String code = "✗ " + NodeText.clean(finding.code());
                int left = WIDTH - 2 - Lines.width(stem) - Lines.width(code) - 2;
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
            line(
                    "%s%s  %s"
                            .formatted(
                                    number,
                                    paint.bad(NodeText.clean(problem.finding().code())),
                                    NodeText.name(problem.node().ref())));
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
        footer.limits().forEach(limit -> Lines.wrap(limit, WIDTH).forEach(this::line));
        footer.evidence().ifPresent(where -> Lines.wrap(where, WIDTH).forEach(this::line));
    }

    private void paragraph(String indent, String words) {
        String next = " ".repeat(Lines.width(indent));
        String before = indent;
        for (String each : Lines.wrap(words, WIDTH - Lines.width(indent))) {
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
