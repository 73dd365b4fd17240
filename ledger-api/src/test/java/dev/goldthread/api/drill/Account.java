package dev.goldthread.api.drill;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a drill comes to.
 *
 * @param kills by part
 * @param accepted events that a writer was told are accepted
 * @param receipts that a writer was given
 * @param sealed records of the ledger
 * @param lost accepted, but not sealed
 * @param doubled sealed more than once
 * @param forked logs that are not one chain, and receipts that do not stand in it
 */
record Account(
        Map<String, Integer> kills,
        long accepted,
        long receipts,
        long sealed,
        long lost,
        long doubled,
        long forked) {

    boolean isClean() {
        return lost == 0 && doubled == 0 && forked == 0;
    }

    String line(String drill, long seed) {
        return "drill %s (seed %d): kills %s, accepted %d, receipts %d, sealed %d, lost %d, doubled %d, forked %d"
                .formatted(
                        drill,
                        seed,
                        kills.entrySet().stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .collect(Collectors.joining(" ")),
                        accepted,
                        receipts,
                        sealed,
                        lost,
                        doubled,
                        forked);
    }
}
