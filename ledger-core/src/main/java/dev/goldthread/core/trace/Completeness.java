package dev.goldthread.core.trace;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.NodeRef;
import java.util.List;

/**
 * How much of the evidence that is asked for is there.
 *
 * @param version of the list that says what is asked for
 * @param list digest of that list
 * @param counts per row of the list, in its order
 * @param missing what is asked for and not there
 * @param excused what a rule or an exception lets off; neither present nor required
 */
public record Completeness(
        int version,
        Digest list,
        List<Count> counts,
        List<Missing> missing,
        List<Excused> excused) {

    /** Of one row of the list. */
    public record Count(String evidence, String about, long present, long required) {}

    /**
     * @param node what it is missing of; the release where there is no such node at all
     * @param explained whether a finding on the node says it already
     */
    public record Missing(
            String evidence, NodeRef node, String about, String remedy, boolean explained) {}

    /**
     * @param because the rule or exception, and the reason
     */
    public record Excused(String evidence, NodeRef node, String code, String because) {}

    public Completeness {
        counts = List.copyOf(counts);
        missing = List.copyOf(missing);
        excused = List.copyOf(excused);
    }

    public long present() {
        return counts.stream().mapToLong(Count::present).sum();
    }

    public long required() {
        return counts.stream().mapToLong(Count::required).sum();
    }
}
