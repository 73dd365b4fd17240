package dev.goldthread.api.metrics;

import dev.goldthread.streams.project.StoreSize;
import dev.goldthread.streams.seal.CommitLatency;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What this instance did since it started, and how far it is: all stages at one moment. */
public record Figures(
        Gate gate,
        Sealer sealer,
        Projector projector,
        Questions questions,
        Checkpointer checkpointer,
        Outside outside,
        Hooks hooks) {

    /**
     * In events.
     *
     * @param taken onto the intake, by channel
     * @param refused by rule
     */
    public record Gate(
            SortedMap<String, Long> taken, SortedMap<String, Long> refused, long duplicates) {
        public Gate {
            taken = copy(taken);
            refused = copy(refused);
        }

        public long takenInAll() {
            return sum(taken);
        }

        public long refusedInAll() {
            return sum(refused);
        }
    }

    /**
     * In records of the intake.
     *
     * @param refused by rule; every rule is there
     * @param behind not sealed yet, by all sealers of the ledger; empty when the cluster did not
     *     say
     */
    public record Sealer(
            long sealed,
            SortedMap<String, Long> refused,
            long duplicates,
            OptionalLong behind,
            CommitLatency commits) {
        /** Another process seals; what it did is for it to tell. */
        static final Sealer ELSEWHERE =
                new Sealer(
                        0,
                        Collections.emptySortedMap(),
                        0,
                        OptionalLong.empty(),
                        new CommitLatency(Double.NaN, Double.NaN));

        public Sealer {
            refused = copy(refused);
        }

        public long refusedInAll() {
            return sum(refused);
        }
    }

    /**
     * In entries of the ledger.
     *
     * @param applied that the graph learned from
     * @param duplicates that were flagged and changed nothing
     * @param opaque applied ones whose body could not be read
     * @param rebuilds times that a store was given up and read again
     * @param behind offsets not applied yet in partitions that serve; empty when that is not known
     * @param restoring offsets still to be read by partitions that do not serve yet
     * @param store of all partitions held here
     */
    public record Projector(
            long applied,
            long duplicates,
            long opaque,
            long rebuilds,
            OptionalLong behind,
            long restoring,
            StoreSize store) {}

    /**
     * In nodes that answers are made from.
     *
     * @param held by all that are being answered, in pieces
     * @param heldMax that they may hold together
     * @param refused how many questions were turned away because of others
     */
    public record Questions(long held, long heldMax, long refused) {}

    /**
     * In checkpoints.
     *
     * @param signed notes
     * @param alarms logs that are not signed any more
     * @param raised how often an alarm was raised
     * @param behind entries of the ledger that no checkpoint covers yet, by all checkpointers;
     *     empty when that is not known
     * @param signSecondsAverage time of one signature; NaN before the first
     * @param signSecondsMax likewise
     */
    public record Checkpointer(
            long signed,
            long alarms,
            long raised,
            OptionalLong behind,
            double signSecondsAverage,
            double signSecondsMax) {}

    /**
     * Outsiders that speak for the logs; how they are is no matter of the ledger's health.
     *
     * @param witnesses in the order they were named; two may bear one name
     * @param timestamps empty when no authority is asked
     */
    public record Outside(List<Witness> witnesses, Optional<Timestamps> timestamps) {

        /** Nobody is asked. */
        public static final Outside NOBODY = new Outside(List.of(), Optional.empty());

        public Outside {
            witnesses = List.copyOf(witnesses);
        }
    }

    /**
     * In cosignatures.
     *
     * @param pending logs whose newest checkpoint it has not cosigned yet
     * @param failed attempts that brought none
     * @param problem why the last attempt brought none; empty when it did
     */
    public record Witness(
            String name, long pending, long cosigned, long failed, Optional<String> problem) {}

    /**
     * In timestamps.
     *
     * @param failed attempts that brought none
     * @param problem why the last attempt brought none; empty when it did
     */
    public record Timestamps(long stamped, long failed, Optional<String> problem) {}

    /**
     * Deliveries of tools.
     *
     * @param connections by name
     */
    public record Hooks(SortedMap<String, Connection> connections) {

        /** There are no connections. */
        public static final Hooks NONE = new Hooks(Collections.emptySortedMap());

        public Hooks {
            connections = Collections.unmodifiableSortedMap(new TreeMap<>(connections));
        }
    }

    /**
     * In deliveries.
     *
     * @param results of proven senders, by what became of them
     * @param denied of which nothing was kept, by reason
     * @param waiting kept, and not or not wholly in the ledger
     */
    public record Connection(
            SortedMap<String, Long> results, SortedMap<String, Long> denied, long waiting) {
        public Connection {
            results = copy(results);
            denied = copy(denied);
        }
    }

    private static SortedMap<String, Long> copy(Map<String, Long> counts) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
