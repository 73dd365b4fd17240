package dev.goldthread.core.graph;

import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
import java.util.Comparator;
import java.util.List;

/**
 * That a part of an event was set aside. The event counts all the same, in full: which of its facts
 * would still be true without that part, nobody can say but its author ({@code
 * docs/decisions/015}).
 *
 * @param product whose log has both
 * @param event of which a part was set aside
 * @param by the event that says so
 * @param fields JSON pointers into the event, as they were given; none when it does not say which
 */
public record CorrectedInPart(Product product, EventId event, EventId by, List<String> fields)
        implements Comparable<CorrectedInPart> {

    private static final Comparator<CorrectedInPart> ORDER =
            Comparator.comparing(CorrectedInPart::product)
                    .thenComparing(CorrectedInPart::event)
                    .thenComparing(CorrectedInPart::by);

    public CorrectedInPart {
        fields = List.copyOf(fields);
    }

    @Override
    public int compareTo(CorrectedInPart other) {
        return ORDER.compare(this, other);
    }
}
