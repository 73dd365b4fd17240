package dev.goldthread.core.crossing;

import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.graph.AsOf;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who else speaks of a node, in all the ledger. */
@FunctionalInterface
public interface Mentions {

    /**
     * @param asOf what counts of every log
     */
    Found of(Collection<NodeRef> nodes, AsOf asOf);

    /**
     * @param unasked partitions of the ledger that could not be asked, and why
     */
    record Found(List<Mention> mentions, SortedMap<Integer, String> unasked) {
        public Found {
            mentions = List.copyOf(mentions);
            unasked = new TreeMap<>(unasked);
        }
    }
}
