package dev.goldthread.core.finding;

import dev.goldthread.core.event.EncodedData;
import dev.goldthread.core.event.EventOutline;
import dev.goldthread.core.event.EventSchema;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.graph.NodeFact;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which piece of a statement that is too long for one event; what came in one piece is 1 of 1.
 *
 * @param number from 1
 */
public record Part(long number, long total) {

    private static final String FIELD = "part";
    private static final Part WHOLE = new Part(1, 1);

    /** Types of nodes that statements in several parts can be about. */
    public static final Set<String> NODE_TYPES =
            Set.of("Artifact", "Environment", "Release", "Scan", "Source", "TestPlan", "TestRun");

    private static final Set<String> EVENT_TYPES =
            NODE_TYPES.stream()
                    .flatMap(type -> Vocabulary.GOLDTHREAD.eventTypesAbout(type).stream())
                    .filter(Part::canBeOne)
                    .collect(Collectors.toUnmodifiableSet());

    public static Part of(NodeFact fact) {
        return of(fact.data());
    }

    /** Whether these events tell all of a statement, in one piece or in some number of parts. */
    static boolean areAll(Collection<NodeFact> told) {
        Map<Long, Set<Long>> numbersByTotal = new HashMap<>();
        for (NodeFact fact : told) {
            Part part = of(fact);
            if (part.number <= part.total) {
                numbersByTotal.computeIfAbsent(part.total, _ -> new HashSet<>()).add(part.number);
            }
        }
        return numbersByTotal.entrySet().stream()
                .anyMatch(each -> each.getValue().size() >= each.getKey());
    }

    private static boolean canBeOne(String eventType) {
        return Vocabulary.GOLDTHREAD
                .eventType(eventType)
                .filter(type -> EventSchema.dataRecord(type.data()).getField(FIELD) != null)
                .isPresent();
    }

    /**
     * Whether an event is one of several parts; of most it is known without a look at its facts.
     */
    public static boolean isOneOfSeveral(EventOutline event) {
        return EVENT_TYPES.contains(event.type()) && of(event.data()).total() > 1;
    }

    private static Part of(EncodedData data) {
        return data.fields().get(FIELD) instanceof Map<?, ?> part
                        && part.get("number") instanceof Number number
                        && part.get("total") instanceof Number total
                ? new Part(number.longValue(), total.longValue())
                : WHOLE;
    }
}
