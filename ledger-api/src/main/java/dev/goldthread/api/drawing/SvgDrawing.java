package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Story.Branch;
import dev.goldthread.api.drawing.Trace.Node;
import dev.goldthread.api.drawing.layout.LayeredLayout;
import dev.goldthread.api.drawing.layout.Plan;
import dev.goldthread.api.drawing.layout.Sketch;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A trace or a way as one SVG that needs nothing else: a column per chapter, from requirement to
 * environment, arrows from effect to cause. Components are counted, not drawn. The same trace gives
 * the same bytes.
 */
public final class SvgDrawing {

    /** More nodes than this nobody can look at. */
    public static final int NODES_MAX = 5_000;

    private static final double MARGIN = 24;
    private static final double CHAPTER_HEIGHT = 34;
    private static final double BAND_PAD = 14;
    private static final int TYPES_MAX = 4;

    private final Story story;
    private final List<SvgBox> boxes = new ArrayList<>();
    private final List<Chapter> columns = new ArrayList<>();
    private final List<Chapter> order;
    private final SvgLinks links;
    private final SvgWriter out = new SvgWriter();
    private final SvgFrame frame;

    /** A trace that has too many nodes to be drawn. */
    public static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLargeException(NodeRef root, long nodes) {
            super(
                    "the drawing of %s has %,d nodes, at most %,d are drawn; ask with a smaller depth, for fewer relations or types, or for another form"
                            .formatted(root, nodes, NODES_MAX));
        }
    }

    private SvgDrawing(Story story) {
        this.story = story;
        frame = new SvgFrame(story, out);
        order = List.copyOf(story.chapters().keySet());
        NodeText text = new NodeText(story);
        story.chapters().forEach((chapter, branches) -> take(chapter, branches, text));
        links = new SvgLinks(story.trace(), boxes, this::column);
    }

    /**
     * @throws TooLargeException when it would have more than {@link #NODES_MAX} nodes
     */
    public static String draw(Trace trace, Vocabulary vocabulary) {
        requireDrawable(trace.root(), trace.nodes().stream().map(Node::ref));
        return new SvgDrawing(new Story(trace, vocabulary)).drawn();
    }

    /**
     * @throws TooLargeException when a trace of these nodes is too large to be drawn
     */
    public static void requireDrawable(NodeRef root, Stream<NodeRef> nodes) {
        long drawn = nodes.filter(ref -> !Story.isComponent(ref)).count();
        if (drawn > NODES_MAX) {
            throw new TooLargeException(root, drawn);
        }
    }

    private void take(Chapter chapter, List<Branch> branches, NodeText text) {
        for (Branch branch : Story.flat(branches)) {
            boxes.add(SvgBox.of(branch, story, text));
            columns.add(chapter);
        }
    }

    private String drawn() {
        Plan plan = LayeredLayout.of(sketch());
        double width = Math.max(plan.width() + 2 * BAND_PAD, legendWidth());
        double top = top() + CHAPTER_HEIGHT;
        double bottom = top + plan.height() + 2 * BAND_PAD;
        frame.open(width + 2 * MARGIN, bottom + SvgStyle.LEGEND_HEIGHT + MARGIN / 2);
        frame.heading(MARGIN, MARGIN);
        bands(plan, MARGIN + BAND_PAD, bottom);
        out.open(
                "g",
                "transform",
                "translate(%s %s)"
                        .formatted(
                                SvgWriter.number(MARGIN + BAND_PAD),
                                SvgWriter.number(top + BAND_PAD)));
        links.draw(out, plan, frame.headRef());
        for (int i = 0; i < boxes.size(); i++) {
            boxes.get(i).draw(out, plan.spots().get(i).x(), plan.spots().get(i).y());
        }
        out.close("g");
        SvgStyle.legend(out, MARGIN, bottom, frame.headRef());
        return out.close("svg").toString();
    }

    /** Where the columns begin. */
    private double top() {
        return MARGIN + frame.height();
    }

    private static double legendWidth() {
        return SvgStyle.legend(new SvgWriter(), 0, 0, "");
    }

    private int column(int place) {
        return order.indexOf(columns.get(place)) * TYPES_MAX
                + SvgColumn.rank(boxes.get(place).node().ref().type());
    }

    private Sketch sketch() {
        List<Sketch.Box> sketched = new ArrayList<>(boxes.size());
        for (int i = 0; i < boxes.size(); i++) {
            SvgBox box = boxes.get(i);
            sketched.add(
                    new Sketch.Box(column(i), SvgBox.WIDTH, box.height(), links.captions(box)));
        }
        return new Sketch(sketched, links.sketched());
    }

    /** How far to the right a chapter's boxes reach, and how many there are. */
    private record Band(double from, double to, int count) {
        Band with(double x) {
            return new Band(Math.min(from, x), Math.max(to, x + SvgBox.WIDTH), count + 1);
        }
    }

    private void bands(Plan plan, double left, double bottom) {
        Map<Chapter, Band> bands = new EnumMap<>(Chapter.class);
        for (int i = 0; i < boxes.size(); i++) {
            double x = left + plan.spots().get(i).x();
            bands.merge(
                    columns.get(i),
                    new Band(x, x + SvgBox.WIDTH, 1),
                    (band, one) -> band.with(one.from()));
        }
        double top = top();
        bands.forEach(
                (chapter, band) -> {
                    double from = band.from() - BAND_PAD;
                    out.empty(
                            "rect",
                            "class",
                            "band",
                            "x",
                            SvgWriter.number(from),
                            "y",
                            SvgWriter.number(top),
                            "width",
                            SvgWriter.number(band.to() + BAND_PAD - from),
                            "height",
                            SvgWriter.number(bottom - top),
                            "rx",
                            "8");
                    out.line(
                            "chapter",
                            "%s  %,d".formatted(chapter.title(), band.count()),
                            band.from(),
                            top + 22);
                });
    }
}
