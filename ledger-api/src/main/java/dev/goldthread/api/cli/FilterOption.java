package dev.goldthread.api.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which part of a trace is wanted. */
final class FilterOption {

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "Walk so many links far, no further; not judged on coverage then.")
    private Optional<Integer> depth = Optional.empty();

    @Option(
            names = "--relations",
            split = ",",
            paramLabel = "R,…",
            description = "Follow these relations alone; not judged on coverage then.")
    private List<String> relations = new ArrayList<>();

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "T,…",
            description = "Show nodes of these types alone.")
    private List<String> types = new ArrayList<>();

    /** As parameters of a query, without a question mark. */
    String query() {
        return query(depth, relations, types);
    }

    static String query(Optional<Integer> depth, List<String> relations, List<String> types) {
        List<String> pairs = new ArrayList<>();
        depth.ifPresent(hops -> pairs.add("depth=" + hops));
        if (!relations.isEmpty()) {
            pairs.add("relations=" + LedgerClient.encode(String.join(",", relations)));
        }
        if (!types.isEmpty()) {
            pairs.add("types=" + LedgerClient.encode(String.join(",", types)));
        }
        return String.join("&", pairs);
    }
}
