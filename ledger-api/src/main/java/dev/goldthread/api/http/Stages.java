package dev.goldthread.api.http;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The parts of the running ledger, in the order an event passes them. Safe for any thread. */
@FunctionalInterface
public interface Stages {

    List<Stage> now();

    /**
     * One part.
     *
     * @param problem why it does not serve; empty when it does
     * @param counters what it has done since its start, and how far it is, by name
     */
    record Stage(String name, Optional<String> problem, SortedMap<String, Long> counters) {}
}
