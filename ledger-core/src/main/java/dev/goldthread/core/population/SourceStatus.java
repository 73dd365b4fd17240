package dev.goldthread.core.population;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a log tells of one source.
 *
 * @param uri as in {@code source.uri}
 * @param events how many events name it
 * @param counted how many of them carry a number
 * @param first smallest number seen
 * @param last greatest number seen
 * @param missing numbers between 1 and the last that no event carries
 * @param repeated how many events carry a number that another one carries
 * @param lastSeenAt when the last of its events was recorded; when it happened, of a time of
 *     validity
 * @param reconciled the latest comparison with its own list
 * @param differing comparisons that differ, and that no later ones took the place of; the earliest
 *     first
 * @param findings HOLE, SILENT, UNRECONCILED
 */
public record SourceStatus(
        String uri,
        String tool,
        long events,
        long counted,
        OptionalLong first,
        OptionalLong last,
        List<Range> missing,
        long repeated,
        Instant lastSeenAt,
        Optional<Reconciled> reconciled,
        List<Reconciled> differing,
        List<Finding> findings) {

    public SourceStatus {
        missing = List.copyOf(missing);
        differing = List.copyOf(differing);
        findings = List.copyOf(findings);
    }

    /** Numbers from first to last, both inclusive. */
    public record Range(long first, long last) {
        public long size() {
            return last - first + 1;
        }
    }

    /**
     * One comparison of the source's own list with ours.
     *
     * @param event that says so; the last of them, where it comes in parts
     * @param complete whether all of it is here and agrees
     * @param contradiction why it does not, although it says so
     * @param missing what the source lists and the ledger lacked, as far as the event names it
     * @param unexpected what the ledger had and the source did not list
     * @param cameParts how many of the parts have come
     */
    public record Reconciled(
            String event,
            Instant at,
            String scope,
            boolean complete,
            Optional<String> contradiction,
            List<String> missing,
            List<String> unexpected,
            long cameParts,
            long parts) {

        static final Comparator<Reconciled> BY_TIME =
                Comparator.comparing(Reconciled::at).thenComparing(Reconciled::event);

        public Reconciled {
            missing = List.copyOf(missing);
            unexpected = List.copyOf(unexpected);
        }

        Reconciled contradicted(String why) {
            return new Reconciled(
                    event,
                    at,
                    scope,
                    false,
                    Optional.of(why),
                    missing,
                    unexpected,
                    cameParts,
                    parts);
        }
    }

    /** A finding's code in the vocabulary, and why. */
    public record Finding(String code, String reason) {}
}
