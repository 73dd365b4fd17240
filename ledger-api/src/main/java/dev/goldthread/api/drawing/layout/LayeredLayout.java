package dev.goldthread.api.drawing.layout;

import dev.goldthread.api.drawing.layout.Plan.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.CenterEdgeLabelPlacementStrategy;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.EdgeLabelSideSelection;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.NodeLabelPlacement;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkGraphElement;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Columns from left to right, few crossings, arrows around the boxes: the layered method of
 * Sugiyama as ELK has it. The same sketch gives the same plan: its random numbers start from a
 * fixed seed.
 */
public final class LayeredLayout {

    private static final double BETWEEN_COLUMNS = 28;
    private static final double BETWEEN_BOXES = 14;
    private static final double BETWEEN_ARROWS = 7;
    private static final double LABEL_ABOVE = 2;
    private static final int FINE_BOXES_MAX = 250;
    private static final int FINE_THOROUGHNESS = 7;

    static {
        // Makes known how ELK copies the defaults of its options; without it none has any.
        LayoutMetaDataService.getInstance();
    }

    private LayeredLayout() {}

    public static Plan of(Sketch sketch) {
        ElkNode graph = ElkGraphUtil.createGraph();
        set(graph);
        care(graph, sketch.boxes().size());
        List<ElkNode> boxes = new ArrayList<>(sketch.boxes().size());
        sketch.boxes().forEach(box -> boxes.add(box(graph, box)));
        List<ElkEdge> arrows = new ArrayList<>(sketch.arrows().size());
        for (Sketch.Arrow arrow : sketch.arrows()) {
            // Columns run from cause to effect, an arrow points back to the cause.
            ElkEdge edge =
                    ElkGraphUtil.createSimpleEdge(boxes.get(arrow.head()), boxes.get(arrow.tail()));
            label(edge, arrow.label());
            arrows.add(edge);
        }
        if (!arrows.isEmpty()) {
            gaps(graph, sketch.boxes());
        }
        new LayeredLayoutProvider().layout(graph, new NullElkProgressMonitor());
        return new Plan(
                boxes.stream().map(box -> new Point(box.getX(), box.getY())).toList(),
                boxes.stream().map(LayeredLayout::captions).toList(),
                arrows.stream().map(LayeredLayout::route).toList(),
                arrows.stream().map(edge -> corner(edge.getLabels().getFirst(), 0, 0)).toList(),
                graph.getWidth(),
                graph.getHeight());
    }

    private static void set(ElkNode graph) {
        graph.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        // A box stands in the column where it was put before.
        graph.setProperty(
                LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.INTERACTIVE);
        graph.setProperty(LayeredOptions.LAYERING_STRATEGY, LayeringStrategy.INTERACTIVE);
        graph.setProperty(LayeredOptions.MERGE_EDGES, true);
        graph.setProperty(
                LayeredOptions.EDGE_LABELS_SIDE_SELECTION, EdgeLabelSideSelection.ALWAYS_UP);
        // The edge's head is the arrow's tail.
        graph.setProperty(
                LayeredOptions.EDGE_LABELS_CENTER_LABEL_PLACEMENT_STRATEGY,
                CenterEdgeLabelPlacementStrategy.HEAD_LAYER);
        graph.setProperty(LayeredOptions.SPACING_EDGE_LABEL, LABEL_ABOVE);
        graph.setProperty(LayeredOptions.SPACING_LABEL_NODE, LABEL_ABOVE);
        graph.setProperty(LayeredOptions.SPACING_LABEL_LABEL, 0.0);
        // Parts that hang together by nothing still share the columns.
        graph.setProperty(LayeredOptions.SEPARATE_CONNECTED_COMPONENTS, false);
        graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
        graph.setProperty(LayeredOptions.PADDING, new ElkPadding(0));
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN_BOXES);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, BETWEEN_ARROWS);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, BETWEEN_ARROWS);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_COLUMNS);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, BETWEEN_ARROWS);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 2 * BETWEEN_ARROWS);
    }

    /** The finest placement of a large graph takes minutes, and nobody would see it. */
    private static void care(ElkNode graph, int boxes) {
        boolean isLarge = boxes > FINE_BOXES_MAX;
        graph.setProperty(
                LayeredOptions.NODE_PLACEMENT_STRATEGY,
                isLarge
                        ? NodePlacementStrategy.BRANDES_KOEPF
                        : NodePlacementStrategy.NETWORK_SIMPLEX);
        graph.setProperty(LayeredOptions.THOROUGHNESS, isLarge ? 1 : FINE_THOROUGHNESS);
    }

    private static ElkNode box(ElkNode graph, Sketch.Box box) {
        ElkNode node = ElkGraphUtil.createNode(graph);
        node.setDimensions(box.width(), box.height());
        node.setX(box.column() * 2 * box.width());
        node.setProperty(
                LayeredOptions.NODE_LABELS_PLACEMENT,
                EnumSet.of(
                        NodeLabelPlacement.OUTSIDE,
                        NodeLabelPlacement.V_BOTTOM,
                        NodeLabelPlacement.H_LEFT));
        box.captions().forEach(caption -> label(node, caption));
        return node;
    }

    private static void label(ElkGraphElement element, Sketch.Label label) {
        // One without a text would not be placed; which it is does not matter.
        ElkGraphUtil.createLabel("label", element).setDimensions(label.width(), label.height());
    }

    /**
     * Labels stand in columns of their own, between those of the boxes. Something has to keep these
     * open, or a label would push the box behind it into the next column.
     */
    private static void gaps(ElkNode graph, List<Sketch.Box> boxes) {
        boxes.stream()
                .mapToDouble(box -> (box.column() * 2 - 0.5) * box.width())
                .distinct()
                .forEach(
                        x -> {
                            ElkNode gap = ElkGraphUtil.createNode(graph);
                            gap.setDimensions(1, 1);
                            gap.setX(x);
                        });
    }

    private static List<Point> captions(ElkNode box) {
        return box.getLabels().stream()
                .map(caption -> corner(caption, box.getX(), box.getY()))
                .toList();
    }

    private static Point corner(ElkLabel label, double left, double top) {
        return new Point(left + label.getX(), top + label.getY());
    }

    private static List<Point> route(ElkEdge arrow) {
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection section : arrow.getSections()) {
            points.add(new Point(section.getStartX(), section.getStartY()));
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(new Point(bend.getX(), bend.getY()));
            }
            points.add(new Point(section.getEndX(), section.getEndY()));
        }
        Collections.reverse(points);
        return List.copyOf(points);
    }
}
