package dev.goldthread.api.drawing;

import dev.goldthread.api.drawing.layout.Plan;
import dev.goldthread.api.drawing.layout.Plan.Point;
import dev.goldthread.api.drawing.layout.Sketch;
import dev.goldthread.core.event.NodeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The arrows between boxes. Between columns they go where the layout leads them, with their
 * relation above the line. Within a column they are bows beside its boxes, and the box where one
 * starts has under it what it says: beside a bow there may be other arrows.
 */
final class SvgLinks {

    private static final double BOW_MAX = 24;

    private final List<SvgBox> boxes;
    private final Map<NodeRef, Integer> places = new HashMap<>();
    private final List<SvgArrow> routed;
    private final List<SvgArrow> beside;
    private final Map<NodeRef, List<SvgArrow>> captioned = new HashMap<>();

    /** Which column a box is in. */
    interface Columns {
        int of(int place);
    }

    /** Links of which one end is no box are left out, and those from a box to itself. */
    SvgLinks(Trace trace, List<SvgBox> boxes, Columns columns) {
        this.boxes = boxes;
        for (int i = 0; i < boxes.size(); i++) {
            places.put(boxes.get(i).node().ref(), i);
        }
        Map<Boolean, List<SvgArrow>> arrows =
                SvgArrow.of(
                                trace.edges().stream()
                                        .filter(edge -> places.containsKey(edge.from()))
                                        .filter(edge -> places.containsKey(edge.to()))
                                        .filter(edge -> !edge.from().equals(edge.to()))
                                        .toList())
                        .stream()
                        .collect(
                                Collectors.partitioningBy(
                                        arrow ->
                                                columns.of(place(arrow.from()))
                                                        == columns.of(place(arrow.to()))));
        routed = arrows.getOrDefault(false, List.of());
        beside = arrows.getOrDefault(true, List.of());
        for (SvgArrow arrow : beside) {
            captioned.computeIfAbsent(arrow.from(), from -> new ArrayList<>()).add(arrow);
        }
    }

    private int place(NodeRef ref) {
        return Objects.requireNonNull(places.get(ref));
    }

    List<Sketch.Arrow> sketched() {
        return routed.stream()
                .map(
                        arrow ->
                                new Sketch.Arrow(
                                        place(arrow.from()),
                                        place(arrow.to()),
                                        SvgArrow.room(arrow.label())))
                .toList();
    }

    /** What stands under a box. */
    List<Sketch.Label> captions(SvgBox box) {
        return captioned.getOrDefault(box.node().ref(), List.of()).stream()
                .map(arrow -> SvgArrow.room(arrow.caption()))
                .toList();
    }

    void draw(SvgWriter out, Plan plan, String head) {
        for (SvgArrow arrow : beside) {
            int tail = place(arrow.from());
            int number = captioned.getOrDefault(arrow.from(), List.of()).indexOf(arrow);
            Point caption = plan.captions().get(tail).get(number);
            arrow.draw(out, bow(arrow, plan), head, arrow.caption(), caption);
        }
        for (int i = 0; i < routed.size(); i++) {
            SvgArrow arrow = routed.get(i);
            String path = SvgArrow.path(plan.routes().get(i));
            arrow.draw(out, path, head, arrow.label(), plan.labels().get(i));
        }
    }

    /** On the left side of both boxes, wider the farther they are apart. */
    private String bow(SvgArrow arrow, Plan plan) {
        Point tail = leftOf(arrow.from(), plan);
        Point head = leftOf(arrow.to(), plan);
        double bow = Math.min(BOW_MAX, 8 + Math.abs(tail.y() - head.y()) / 12);
        String x = SvgWriter.number(Math.min(tail.x(), head.x()) - bow);
        return "M%sC%s %s,%s %s,%s"
                .formatted(
                        SvgArrow.pair(tail),
                        x,
                        SvgWriter.number(tail.y()),
                        x,
                        SvgWriter.number(head.y()),
                        SvgArrow.pair(head));
    }

    private Point leftOf(NodeRef ref, Plan plan) {
        int place = place(ref);
        Point spot = plan.spots().get(place);
        return new Point(spot.x(), spot.y() + boxes.get(place).height() / 2);
    }
}
