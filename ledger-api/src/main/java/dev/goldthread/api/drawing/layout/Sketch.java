package dev.goldthread.api.drawing.layout;

import java.util.List;

/**
 * A graph that has no places yet. A box is known by its position in the list.
 *
 * @param arrows between the boxes; where a box stands depends on them
 */
public record Sketch(List<Box> boxes, List<Arrow> arrows) {

    /**
     * @param column from 0; a box stands left of every box of a higher column
     */
    public record Box(int column, double width, double height) {}

    /**
     * @param tail the box where it starts
     * @param head the box that it points to
     */
    public record Arrow(int tail, int head) {}

    public Sketch {
        boxes = List.copyOf(boxes);
        arrows = List.copyOf(arrows);
    }
}
