package dev.goldthread.core.gate;

import dev.goldthread.core.event.Event;
import dev.goldthread.core.event.Link;
import dev.goldthread.core.event.Link.Strength;
import java.util.List;

/**
 * A bill of materials counts no fewer components than its event names. That it counts more is no
 * contradiction: other parts may name them, or none does, which answers say of it.
 */
final class BillCount {

    private static final Place COUNT = Place.TOP.member("data").member("componentCount");

    private BillCount() {}

    static void check(Event event, List<Violation> violations) {
        if (!event.type().equals("sbom.attached")) {
            return;
        }
        long named =
                event.links().stream()
                        .filter(link -> link.relation().equals("contains"))
                        .filter(link -> link.strength() != Strength.INFERRED)
                        .map(Link::to)
                        .distinct()
                        .count();
        long withoutPurl = number(event, "componentsWithoutPurl");
        long counted = number(event, "componentCount");
        if (counted < named + withoutPurl) {
            violations.add(
                    new Violation(
                            COUNT.pointer(),
                            "count-too-low",
                            Long.toString(counted),
                            "the event names %d components%s; send how many the document lists, at least %d"
                                    .formatted(
                                            named,
                                            withoutPurl == 0
                                                    ? ""
                                                    : " and says that %d have no package URL"
                                                            .formatted(withoutPurl),
                                            named + withoutPurl)));
        }
    }

    /** Zero where the event does not say. */
    private static long number(Event event, String field) {
        return event.data().fields().get(field) instanceof Number number ? number.longValue() : 0;
    }
}
