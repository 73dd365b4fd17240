package dev.goldthread.core.crossing;

import dev.goldthread.core.crossing.Crossing.State;
import dev.goldthread.core.crossing.OtherProducts.Lent;
import dev.goldthread.core.crossing.Pieces.Fetched;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Logs that lie elsewhere, fetched as a question comes by their nodes, so often and so far as one
 * question may. For one thread.
 */
final class LogsElsewhere {

    private record Log(Pieces pieces, FetchedLog fetched) {}

    /** A log of which a part could not be had. */
    record Lost(Product product, Kept why) {}

    private final SortedMap<Product, Log> logs = new TreeMap<>();
    private int fetches;

    /**
     * Begins with a log.
     *
     * @param wanted nodes that are needed first
     * @return never that it lies elsewhere
     */
    Lent begin(Product product, Pieces pieces, Collection<NodeRef> wanted) {
        return switch (fetch(pieces, OptionalLong.empty(), wanted)) {
            case Kept refused -> refused;
            case Fetched.Piece piece when piece.end().isEmpty() -> Crossing.NO_LOG;
            case Fetched.Piece piece -> {
                FetchedLog log = new FetchedLog(product, piece.end().orElseThrow(), piece);
                logs.put(product, new Log(pieces, log));
                yield new Lent.Graph(log);
            }
        };
    }

    /**
     * Whether the question came by nodes that had not been fetched: its answer is worth nothing.
     */
    boolean isLacking() {
        return logs.values().stream().anyMatch(LogsElsewhere::isLacking);
    }

    private static boolean isLacking(Log log) {
        return !log.fetched().wanted().isEmpty();
    }

    /**
     * Fetches what was lacking, with one request for each log.
     *
     * @return the first log that does not give it
     */
    Optional<Lost> fetch() {
        for (Map.Entry<Product, Log> each : logs.entrySet()) {
            if (isLacking(each.getValue())) {
                switch (more(each.getValue())) {
                    case Fetched.Piece piece -> each.getValue().fetched().add(piece);
                    case Kept refused -> {
                        return Optional.of(new Lost(each.getKey(), refused));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Fetched more(Log log) {
        return log.fetched().isTooLarge()
                ? new Kept(
                        State.TOO_LARGE,
                        "at most %d nodes of a log elsewhere are looked at"
                                .formatted(FetchedLog.NODES_MAX))
                : fetch(log.pieces(), OptionalLong.of(log.fetched().seq()), log.fetched().wanted());
    }

    private Fetched fetch(Pieces pieces, OptionalLong upTo, Collection<NodeRef> wanted) {
        return fetches++ < Crossing.FETCHES_MAX
                ? pieces.fetch(upTo, List.copyOf(wanted))
                : new Kept(
                        State.TOO_LARGE,
                        "logs elsewhere are asked at most %d times"
                                .formatted(Crossing.FETCHES_MAX));
    }

    /** How many nodes are kept of all of them. */
    long nodes() {
        return logs.values().stream().mapToLong(log -> log.fetched().nodes()).sum();
    }

    /** Lets all go; how often they were asked stays. */
    void clear() {
        logs.clear();
    }
}
