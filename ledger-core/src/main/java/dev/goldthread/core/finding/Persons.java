package dev.goldthread.core.finding;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.Edge;
import dev.goldthread.core.graph.GraphView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who is who: keys that crosswalks join are one person, whichever tool made them. A guessed
 * crosswalk joins too, because here it can only take trust away.
 *
 * <p>When a crosswalk was made is when somebody found out, not since when the two keys are one
 * person. So it holds for whatever happened before, too: all that is recorded counts, of any time
 * of validity (event-model, "Persons"). As the ledger stood before it was recorded, it is not
 * known. Not thread-safe.
 */
public final class Persons {

    /** Nobody has more accounts than this. */
    private static final int KEYS_MAX = 1_000;

    private final GraphView view;
    private final List<GraphView> views;
    private final Product product;
    private final Map<String, String> known = new HashMap<>();

    public Persons(GraphView view, Product product) {
        this.view = view;
        this.views = view.validAt().isEmpty() ? List.of(view) : List.of(view, view.known());
        this.product = product;
    }

    /** One key for all that the person goes by: the first of them in order. */
    public String of(String key) {
        return known.computeIfAbsent(key, this::first);
    }

    private String first(String key) {
        TreeSet<String> keys = new TreeSet<>();
        Deque<String> todo = new ArrayDeque<>();
        keys.add(key);
        todo.add(key);
        for (String each = todo.poll();
                each != null && keys.size() < KEYS_MAX;
                each = todo.poll()) {
            NodeRef person = new NodeRef(product, "Person", each);
            views.stream().flatMap(by -> joined(person, by)).filter(keys::add).forEach(todo::add);
        }
        return keys.first();
    }

    private Stream<String> joined(NodeRef person, GraphView by) {
        return Stream.concat(
                by.node(person).causes().stream().filter(this::joins).map(edge -> edge.to().id()),
                by.effects(person).stream().filter(this::joins).map(edge -> edge.from().id()));
    }

    private boolean joins(Edge edge) {
        return edge.relation().equals("sameAs")
                && edge.from().type().equals("Person")
                && edge.to().type().equals("Person")
                && !view.takenBack(edge.product()).containsKey(edge.event());
    }
}
