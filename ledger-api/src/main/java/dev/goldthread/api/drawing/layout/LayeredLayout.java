package dev.goldthread.api.drawing.layout;

import dev.goldthread.api.drawing.layout.Plan.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.NullElkProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Columns from left to right, few crossings, arrows around the boxes: the layered method of
 * Sugiyama as ELK has it. The same sketch gives the same plan: its random numbers start from a
 * fixed seed.
 */
public final class LayeredLayout {

    private static final double BETWEEN_COLUMNS = 56;
    private static final double BETWEEN_BOXES = 14;
    private static final double BETWEEN_ARROWS = 7;
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
            arrows.add(
                    ElkGraphUtil.createSimpleEdge(
                            boxes.get(arrow.head()), boxes.get(arrow.tail())));
        }
        new LayeredLayoutProvider().layout(graph, new NullElkProgressMonitor());
        return new Plan(
                boxes.stream().map(box -> new Point(box.getX(), box.getY())).toList(),
                arrows.stream().map(LayeredLayout::route).toList(),
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
        return node;
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
