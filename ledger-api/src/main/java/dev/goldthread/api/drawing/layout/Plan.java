package dev.goldthread.api.drawing.layout;

import java.util.List;

/**
 * Where everything of a sketch goes, x to the right and y down, from 0.
 *
 * @param spots the upper left corner of each box, in the order of the sketch
 * @param captions the upper left corner of each caption of each box, in the order of the sketch
 * @param routes the points of each arrow from tail to head, in the order of the sketch
 * @param labels the upper left corner of each arrow's label, in the order of the sketch
 */
public record Plan(
        List<Point> spots,
        List<List<Point>> captions,
        List<List<Point>> routes,
        List<Point> labels,
        double width,
        double height) {

    public record Point(double x, double y) {}

    public Plan {
        spots = List.copyOf(spots);
        captions = List.copyOf(captions);
        routes = List.copyOf(routes);
        labels = List.copyOf(labels);
    }
}
