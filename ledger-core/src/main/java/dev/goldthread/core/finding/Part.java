package dev.goldthread.core.finding;

import dev.goldthread.core.graph.NodeFact;
import java.util.Map;

/**
 * Which piece of a statement that is too long for one event; what came in one piece is 1 of 1.
 *
 * @param number from 1
 */
public record Part(long number, long total) {

    private static final Part WHOLE = new Part(1, 1);

    public static Part of(NodeFact fact) {
        return fact.data().fields().get("part") instanceof Map<?, ?> part
                        && part.get("number") instanceof Number number
                        && part.get("total") instanceof Number total
                ? new Part(number.longValue(), total.longValue())
                : WHOLE;
    }
}
