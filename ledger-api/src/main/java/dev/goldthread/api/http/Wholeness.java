package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.trace.Trace;
import dev.goldthread.core.walk.TraceFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Says in the front of a trace whether its rules saw the whole of it: an answer without findings is
 * worth no more than what it was judged on. Whether required evidence is there is no matter of a
 * trace; the gaps of a release say that.
 */
final class Wholeness implements BiConsumer<Trace, ObjectNode> {

    /** For descriptions of routes. */
    static final String ABOUT =
            "judged.whole says whether every rule of the question saw all of the answer; if not, judged.limitedBy says why: DEPTH, RELATIONS (coverage and decisions were not judged), TYPES (findings of other nodes are hidden), NEIGHBOURHOOD, PRODUCTS (one was not followed), SEARCH (not everybody was asked).";

    private final List<String> limits;

    private Wholeness(List<String> limits) {
        this.limits = List.copyOf(limits);
    }

    /** A question that follows a thread to its ends. */
    static Wholeness thread(TraceFilter filter) {
        return new Wholeness(limits(filter));
    }

    /** What lies around a node, where coverage and decisions are never judged. */
    static Wholeness neighbourhood(TraceFilter filter) {
        List<String> limits = limits(filter);
        limits.addFirst("NEIGHBOURHOOD");
        return new Wholeness(limits);
    }

    private static List<String> limits(TraceFilter filter) {
        List<String> limits = new ArrayList<>();
        if (filter.depth().isPresent()) {
            limits.add("DEPTH");
        }
        if (!filter.relations().isEmpty()) {
            limits.add("RELATIONS");
        }
        if (!filter.types().isEmpty()) {
            limits.add("TYPES");
        }
        return limits;
    }

    /**
     * @param head says already where the question went on, and who was asked
     */
    @Override
    public void accept(Trace trace, ObjectNode head) {
        List<String> all = new ArrayList<>(limits);
        for (JsonNode product : head.path("products")) {
            if (!product.path("state").asText().equals("FOLLOWED") && !all.contains("PRODUCTS")) {
                all.add("PRODUCTS");
            }
        }
        JsonNode searched = head.path("searched");
        if (searched.path("unasked").asLong() > 0
                || !searched.path("partitionsUnasked").isEmpty()) {
            all.add("SEARCH");
        }
        ObjectNode judged = head.putObject("judged").put("whole", all.isEmpty());
        if (!all.isEmpty()) {
            ArrayNode limitedBy = judged.putArray("limitedBy");
            all.forEach(limitedBy::add);
        }
    }
}
