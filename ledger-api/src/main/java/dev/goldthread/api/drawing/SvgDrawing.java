package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Story.Branch;
import dev.goldthread.api.drawing.Trace.Node;
import dev.goldthread.api.drawing.layout.LayeredLayout;
import dev.goldthread.api.drawing.layout.Plan;
import dev.goldthread.api.drawing.layout.Plan.Point;
import dev.goldthread.api.drawing.layout.Sketch;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A trace as one SVG that needs nothing else: a column per chapter, from requirement to
 * environment, arrows from effect to cause. Components are counted, not drawn. The same trace gives
 * the same bytes.
 */
public final class SvgDrawing {

    /** More nodes than this nobody can look at. */
    public static final int NODES_MAX = 5_000;

    private static final double MARGIN = 24;
    private static final double HEADING_HEIGHT = 74;
    private static final double CHAPTER_HEIGHT = 34;
    private static final double LINE = 18;
    private static final double BAND_PAD = 14;
    private static final int PROBLEMS_SAID_MAX = 20;
    private static final int TYPES_MAX = 4;

    private final Story story;
    private final Heading heading;
    private final List<SvgBox> boxes = new ArrayList<>();
    private final List<Chapter> columns = new ArrayList<>();
    private final List<Chapter> order;
    private final Map<NodeRef, Integer> places = new HashMap<>();
    private final List<SvgArrow> arrows;
    private final SvgWriter out = new SvgWriter();
    private final String name;

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
        heading = Heading.of(story);
        order = List.copyOf(story.chapters().keySet());
        NodeText text = new NodeText(story);
        story.chapters().forEach((chapter, branches) -> take(chapter, branches, text));
        arrows =
                SvgArrow.of(
                        story.trace().edges().stream()
                                .filter(edge -> places.containsKey(edge.from()))
                                .filter(edge -> places.containsKey(edge.to()))
                                .filter(edge -> !edge.from().equals(edge.to()))
                                .toList());
        name = name(story.trace());
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

    /** What ids inside begin with: several drawings may stand in one page. */
    private static String name(Trace trace) {
        String asked = "%s %s %s".formatted(trace.product(), trace.root(), trace.asOf());
        return "gt" + Digest.sha256(asked.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 8);
    }

    private void take(Chapter chapter, List<Branch> branches, NodeText text) {
        for (Branch branch : Story.flat(branches)) {
            places.put(branch.node().ref(), boxes.size());
            boxes.add(SvgBox.of(branch, story, text));
            columns.add(chapter);
        }
    }

    private String drawn() {
        List<SvgArrow> routed = arrows.stream().filter(this::isRouted).toList();
        Plan plan = LayeredLayout.of(sketch(routed));
        double width = Math.max(plan.width() + 2 * BAND_PAD, legendWidth());
        double top = top() + CHAPTER_HEIGHT;
        double bottom = top + plan.height() + 2 * BAND_PAD;
        head(width + 2 * MARGIN, bottom + SvgStyle.LEGEND_HEIGHT + MARGIN / 2);
        heading();
        bands(plan, MARGIN + BAND_PAD, bottom);
        out.open(
                "g",
                "transform",
                "translate(%s %s)"
                        .formatted(
                                SvgWriter.number(MARGIN + BAND_PAD),
                                SvgWriter.number(top + BAND_PAD)));
        arrows.stream().filter(arrow -> !isRouted(arrow)).forEach(arrow -> beside(arrow, plan));
        for (int i = 0; i < routed.size(); i++) {
            routed.get(i).draw(out, SvgArrow.path(plan.routes().get(i)), headRef());
        }
        for (int i = 0; i < boxes.size(); i++) {
            boxes.get(i).draw(out, plan.spots().get(i).x(), plan.spots().get(i).y());
        }
        out.close("g");
        SvgStyle.legend(out, MARGIN, bottom, headRef());
        return out.close("svg").toString();
    }

    /** Where the columns begin. */
    private double top() {
        return MARGIN + HEADING_HEIGHT + heading.others().size() * LINE;
    }

    private static double legendWidth() {
        return SvgStyle.legend(new SvgWriter(), 0, 0, "");
    }

    /** Links within a column go beside its boxes. */
    private boolean isRouted(SvgArrow arrow) {
        return column(arrow.from()) != column(arrow.to());
    }

    private int column(NodeRef ref) {
        int place = places.getOrDefault(ref, 0);
        return order.indexOf(columns.get(place)) * TYPES_MAX + SvgColumn.rank(ref.type());
    }

    private Sketch sketch(List<SvgArrow> routed) {
        List<Sketch.Box> sketched = new ArrayList<>(boxes.size());
        for (int i = 0; i < boxes.size(); i++) {
            sketched.add(
                    new Sketch.Box(
                            column(boxes.get(i).node().ref()),
                            SvgBox.WIDTH,
                            boxes.get(i).height()));
        }
        return new Sketch(
                sketched,
                routed.stream()
                        .map(
                                arrow ->
                                        new Sketch.Arrow(
                                                places.getOrDefault(arrow.from(), 0),
                                                places.getOrDefault(arrow.to(), 0)))
                        .toList());
    }

    private void head(double width, double height) {
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                "goldthread",
                "role",
                "img",
                "aria-labelledby",
                name + "-title " + name + "-desc",
                "width",
                SvgWriter.number(width),
                "height",
                SvgWriter.number(height),
                "viewBox",
                "0 0 %s %s".formatted(SvgWriter.number(width), SvgWriter.number(height)));
        out.text("title", heading.title(), "id", name + "-title");
        out.text("desc", description(), "id", name + "-desc");
        out.raw(SvgStyle.SHEET);
        out.raw(
                """
                <defs><marker id="%s-head" class="head" viewBox="0 0 8 8" refX="7.5" refY="4" \
                markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">\
                <path d="M0 0.5L8 4L0 7.5Z"/></marker></defs>
                """
                        .formatted(name));
        out.empty(
                "rect",
                "class",
                "page",
                "width",
                SvgWriter.number(width),
                "height",
                SvgWriter.number(height));
    }

    private String headRef() {
        return "url(#%s-head)".formatted(name);
    }

    /** What the picture shows, for those who hear it. */
    private String description() {
        String chapters =
                story.chapters().entrySet().stream()
                        .map(
                                each ->
                                        "%s %d"
                                                .formatted(
                                                        each.getKey().title(),
                                                        Story.flat(each.getValue()).size()))
                        .collect(Collectors.joining(", "));
        List<Story.Problem> problems = story.problems();
        String said =
                problems.stream()
                        .limit(PROBLEMS_SAID_MAX)
                        .map(
                                problem ->
                                        "%s %s: %s"
                                                .formatted(
                                                        problem.finding().code(),
                                                        NodeText.name(problem.node().ref()),
                                                        problem.finding().reason()))
                        .collect(Collectors.joining("; "));
        int unsaid = problems.size() - Math.min(problems.size(), PROBLEMS_SAID_MAX);
        return "%s. %s. %sColumns from left to right: %s. %s%s"
                .formatted(
                        heading.asOf(),
                        counts(),
                        heading.others().stream()
                                .map(other -> other + ". ")
                                .collect(Collectors.joining()),
                        chapters,
                        problems.isEmpty() ? "Nothing is missing." : "Problems: " + said,
                        unsaid == 0 ? "" : "; and %,d more".formatted(unsaid));
    }

    private String counts() {
        return heading.problems() == 0
                ? heading.counts() + " · ✓ no problems"
                : heading.counts() + " · ✗ " + heading.gaps();
    }

    private void heading() {
        double y = MARGIN + 14;
        line("heading", heading.title(), MARGIN, y);
        line("about", heading.asOf(), MARGIN, y + 20);
        line(heading.problems() == 0 ? "about" : "about bad", counts(), MARGIN, y + 38);
        for (int i = 0; i < heading.others().size(); i++) {
            line("about", heading.others().get(i), MARGIN, y + 38 + (i + 1) * LINE);
        }
    }

    private void line(String look, String text, double x, double y) {
        out.text("text", text, "class", look, "x", SvgWriter.number(x), "y", SvgWriter.number(y));
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
                    line(
                            "chapter",
                            "%s  %,d".formatted(chapter.title(), band.count()),
                            band.from(),
                            top + 22);
                });
    }

    /** A bow on the left side of both boxes, wider the farther they are apart. */
    private void beside(SvgArrow arrow, Plan plan) {
        Point tail = leftOf(arrow.from(), plan);
        Point head = leftOf(arrow.to(), plan);
        double bow = Math.min(BAND_PAD + 20, 8 + Math.abs(tail.y() - head.y()) / 12);
        double x = Math.min(tail.x(), head.x()) - bow;
        String path =
                "M%sC%s %s,%s %s,%s"
                        .formatted(
                                SvgArrow.pair(tail),
                                SvgWriter.number(x),
                                SvgWriter.number(tail.y()),
                                SvgWriter.number(x),
                                SvgWriter.number(head.y()),
                                SvgArrow.pair(head));
        arrow.draw(out, path, headRef());
    }

    private Point leftOf(NodeRef ref, Plan plan) {
        int place = places.getOrDefault(ref, 0);
        Point spot = plan.spots().get(place);
        return new Point(spot.x(), spot.y() + boxes.get(place).height() / 2);
    }
}
