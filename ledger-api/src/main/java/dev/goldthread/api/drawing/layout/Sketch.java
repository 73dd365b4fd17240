package dev.goldthread.api.drawing.layout;

import java.util.List;

/**
 * A graph that has no places yet. A box is known by its position in the list.
 *
 * @param arrows between the boxes; where a box stands depends on them
 */
public record Sketch(List<Box> boxes, List<Arrow> arrows) {

    /** How much room a line of text takes. */
    public record Label(double width, double height) {}

    /**
     * @param column from 0; a box stands left of every box of a higher column
     * @param captions stand under the box, one under the other, no wider than it
     */
    public record Box(int column, double width, double height, List<Label> captions) {

        public Box {
            captions = List.copyOf(captions);
        }
    }

    /**
     * @param tail the box where it starts
     * @param head the box that it points to, in another column
     * @param label stands above the arrow, near its tail
     */
    public record Arrow(int tail, int head, Label label) {}

    public Sketch {
        boxes = List.copyOf(boxes);
        arrows = List.copyOf(arrows);
    }
}
