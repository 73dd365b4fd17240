package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Story.Branch;
import dev.goldthread.api.drawing.Trace.Node;
import java.util.ArrayList;
import java.util.List;

/** What stands beside a node's name in a line of a terminal. */
final class NodeLine {

    /** Letters of a title that a line should have room for. */
    static final int TITLE_WIDTH_MIN = 28;

    private static final int WHO_WIDTH_MAX = 12;
    private static final int WHEN_WIDTH = 16; // 2026-03-01 10:00
    private static final String SEPARATOR = " · ";

    private final NodeText text;
    private final Paint paint;
    private final int width;
    private final int whoWidth;

    private NodeLine(NodeText text, Paint paint, int width, int whoWidth) {
        this.text = text;
        this.paint = paint;
        this.width = width;
        this.whoWidth = whoWidth;
    }

    /**
     * @param width of a whole line
     */
    static NodeLine of(Story story, Paint paint, int width) {
        int whoWidth =
                story.trace().nodes().stream()
                        .mapToInt(node -> Math.min(WHO_WIDTH_MAX, Lines.width(NodeText.who(node))))
                        .max()
                        .orElse(0);
        return new NodeLine(new NodeText(story), paint, width, whoWidth);
    }

    /** What a line has left beside who and when. */
    int room(int used) {
        return width - whoWidth - 1 - WHEN_WIDTH - 1 - used;
    }

    /** All of a node but its name, so many letters wide, and then who and when. */
    String told(Branch branch, int left) {
        Node node = branch.node();
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
        return colouredDetail + fill + " " + paint.faint(end.stripTrailing());
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
}
