package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.Trace.Edge;
import dev.goldthread.api.drawing.layout.Plan.Point;
import dev.goldthread.api.drawing.layout.Sketch;
import dev.goldthread.core.event.Link.Strength;
import dev.goldthread.core.event.NodeRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All links from one node to another as one arrow, as strong as the strongest of them.
 *
 * @param edges at least one
 */
record SvgArrow(NodeRef from, NodeRef to, List<Edge> edges) {

    private static final List<Strength> WEAKEST_FIRST =
            List.of(Strength.INFERRED, Strength.DECLARED, Strength.OBSERVED, Strength.ATTESTED);
    private static final double CORNER = 6;
    private static final double LABEL_SIZE = 10;
    private static final double LABEL_HEIGHT = 12;
    private static final double LABEL_BASE = 9.5; // of its letters, below the top
    private static final double LABEL_WIDTH_MAX = 150;

    private record Ends(NodeRef from, NodeRef to) {}

    /** In the order of the edges. */
    static List<SvgArrow> of(List<Edge> edges) {
        Map<Ends, List<Edge>> byEnds = new LinkedHashMap<>();
        for (Edge edge : edges) {
            byEnds.computeIfAbsent(new Ends(edge.from(), edge.to()), ends -> new ArrayList<>())
                    .add(edge);
        }
        return byEnds.entrySet().stream()
                .map(all -> new SvgArrow(all.getKey().from(), all.getKey().to(), all.getValue()))
                .toList();
    }

    Strength strength() {
        return edges.stream()
                .map(Edge::strength)
                .max(Comparator.comparingInt(WEAKEST_FIRST::indexOf))
                .orElseThrow();
    }

    static String look(Strength strength) {
        return strength.name().toLowerCase(Locale.ROOT);
    }

    private String relations() {
        return edges.stream().map(Edge::relation).distinct().collect(Collectors.joining(", "));
    }

    /** What stands on it. */
    String label() {
        return SvgFont.cut(relations(), LABEL_SIZE, LABEL_WIDTH_MAX);
    }

    /** The same for an arrow that nobody can follow: where it leads, too. */
    String caption() {
        String head = from.type().equals(to.type()) ? NodeText.shortId(to.id()) : NodeText.name(to);
        return SvgFont.cut(relations() + " " + head, LABEL_SIZE, SvgBox.WIDTH);
    }

    static Sketch.Label room(String label) {
        return new Sketch.Label(SvgFont.width(label, LABEL_SIZE), LABEL_HEIGHT);
    }

    private String tooltip() {
        return edges.stream()
                .map(
                        edge ->
                                "%s %s %s, %s%s"
                                        .formatted(
                                                NodeText.name(edge.from()),
                                                edge.relation(),
                                                NodeText.name(edge.to()),
                                                look(edge.strength()),
                                                edge.outcome()
                                                        .map(outcome -> ", " + outcome)
                                                        .orElse("")))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /**
     * @param spot the upper left corner of the label
     */
    void draw(SvgWriter out, String path, String head, String label, Point spot) {
        out.open("g", "class", "link " + look(strength()));
        out.text("title", tooltip());
        out.empty("path", "d", path, "marker-end", head);
        if (strength() == Strength.ATTESTED) {
            out.empty("path", "d", path, "class", "core");
        }
        out.line("relation", label, spot.x(), spot.y() + LABEL_BASE);
        out.close("g");
    }

    /** Straight pieces with rounded corners. */
    static String path(List<Point> points) {
        StringBuilder path = new StringBuilder("M" + pair(points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            path.append('L').append(pair(near(corner, points.get(i - 1))));
            path.append('Q').append(pair(corner));
            path.append(' ').append(pair(near(corner, points.get(i + 1))));
        }
        return path.append('L').append(pair(points.getLast())).toString();
    }

    /** A point on the way from a corner to the next one, no farther than half of it. */
    private static Point near(Point corner, Point next) {
        double dx = next.x() - corner.x();
        double dy = next.y() - corner.y();
        double length = Math.hypot(dx, dy);
        double share = length == 0 ? 0 : Math.min(CORNER, length / 2) / length;
        return new Point(corner.x() + dx * share, corner.y() + dy * share);
    }

    static String pair(Point point) {
        return SvgWriter.number(point.x()) + " " + SvgWriter.number(point.y());
    }
}
