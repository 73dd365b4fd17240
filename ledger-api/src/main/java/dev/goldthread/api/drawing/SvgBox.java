package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Story.Branch;
import dev.goldthread.api.drawing.Trace.Finding;
import dev.goldthread.api.drawing.Trace.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node as a box: its type and state, its id, its title, its findings. Whole texts stand in its
 * tooltip.
 *
 * @param findings a line each, with their sign
 * @param absence why nothing is known of it; empty when something is
 */
record SvgBox(
        Node node,
        String type,
        String state,
        String id,
        String title,
        List<Line> findings,
        String absence,
        boolean isRoot,
        boolean hasProblem) {

    static final double WIDTH = 216;
    private static final double PAD = 10;
    private static final double FIRST_LINE = 17;
    private static final double LINE = 15;
    private static final double SMALL = 10;
    private static final double NORMAL = 12;
    private static final double BOLD = 13; // as wide as that; its size is NORMAL

    /** A finding in a box. */
    record Line(String text, String look) {}

    static SvgBox of(Branch branch, Story story, NodeText text) {
        Node node = branch.node();
        String type = node.ref().type();
        double room = WIDTH - 2 * PAD;
        return new SvgBox(
                node,
                type,
                SvgFont.cut(
                        String.join(" · ", text.states(branch)),
                        SMALL,
                        room - SvgFont.width(type, SMALL) - PAD),
                SvgFont.cutFront(NodeText.shortId(node.ref().id()), BOLD, room),
                SvgFont.cut(NodeText.title(node), NORMAL, room),
                findings(node, story, room),
                node.isRecorded() ? "" : story.absence(node.ref()),
                story.trace().isAsked(node.ref()),
                story.hasProblem(node));
    }

    private static List<Line> findings(Node node, Story story, double room) {
        return node.findings().stream()
                .map(finding -> line(finding, story, room))
                .distinct()
                .toList();
    }

    private static Line line(Finding finding, Story story, double room) {
        boolean isProblem = story.isProblem(finding);
        return new Line(
                SvgFont.cut((isProblem ? "✗ " : "✓ ") + finding.code(), SMALL, room),
                isProblem ? "bad" : "good");
    }

    double height() {
        int lines = 2 + (title.isEmpty() ? 0 : 1) + findings.size();
        return FIRST_LINE + (lines - 1) * LINE + PAD;
    }

    /** Everything that the box has no room for. */
    String tooltip() {
        List<String> parts = new ArrayList<>();
        parts.add(node.ref().toString());
        parts.add(absence);
        parts.add(NodeText.title(node));
        parts.add(
                Stream.of(NodeText.who(node), NodeText.when(node))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", ")));
        node.findings().forEach(finding -> parts.add(finding.code() + ": " + finding.reason()));
        return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining("; "));
    }

    void draw(SvgWriter out, double x, double y) {
        String look =
                "node"
                        + (hasProblem ? " bad" : "")
                        + (isRoot ? " root" : "")
                        + (node.isRecorded() ? "" : " ghost");
        out.open(
                "g",
                "class",
                look,
                "transform",
                "translate(%s %s)".formatted(SvgWriter.number(x), SvgWriter.number(y)),
                "data-type",
                node.ref().type(),
                "data-id",
                node.ref().id());
        out.text("title", tooltip());
        out.empty(
                "rect",
                "width",
                SvgWriter.number(WIDTH),
                "height",
                SvgWriter.number(height()),
                "rx",
                "5");
        double line = FIRST_LINE;
        out.text("text", type, at("kind", PAD, line));
        out.text("text", state, at("state", WIDTH - PAD, line));
        line += LINE;
        out.text("text", id, at("id", PAD, line));
        if (!title.isEmpty()) {
            line += LINE;
            out.text("text", title, at("name", PAD, line));
        }
        for (Line finding : findings) {
            line += LINE;
            out.text("text", finding.text(), at("finding " + finding.look(), PAD, line));
        }
        out.close("g");
    }

    private static String[] at(String look, double x, double y) {
        return new String[] {"class", look, "x", SvgWriter.number(x), "y", SvgWriter.number(y)};
    }
}
