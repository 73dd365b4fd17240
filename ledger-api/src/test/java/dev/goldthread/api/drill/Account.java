package dev.goldthread.api.drill;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a drill comes to.
 *
 * @param kills by part
 * @param accepted events that a writer was told are accepted
 * @param receipts that a writer was given, or saw in the ledger before the end
 * @param sealed records of the ledger
 * @param inGraph accepted events that the graph holds at the place where the ledger has them
 * @param lost accepted, but not sealed
 * @param doubled sealed more than once
 * @param forked logs that are not one chain, receipts that do not stand in it, and a graph that is
 *     not the ledger's
 */
record Account(
        Map<String, Integer> kills,
        long accepted,
        long receipts,
        long sealed,
        long inGraph,
        long lost,
        long doubled,
        long forked) {

    /** Of the part that was killed least. */
    int killsOfEach() {
        return kills.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    }

    boolean isClean() {
        return inGraph == accepted && lost == 0 && doubled == 0 && forked == 0;
    }

    String line(String drill, long seed) {
        return "drill %s (seed %d): kills %s, accepted %d, receipts %d, sealed %d, in the graph %d, lost %d, doubled %d, forked %d"
                .formatted(
                        drill,
                        seed,
                        kills.entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .collect(Collectors.joining(" ")),
                        accepted,
                        receipts,
                        sealed,
                        inGraph,
                        lost,
                        doubled,
                        forked);
    }
}
