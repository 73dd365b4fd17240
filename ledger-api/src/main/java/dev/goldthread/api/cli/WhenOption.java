package dev.goldthread.api.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which state of the ledger a question is about. */
final class WhenOption {

    @Option(
            names = "--after-seq",
            paramLabel = "SEQ",
            description = "Wait until this position of the product's log is applied.")
    private Optional<Long> afterSeq = Optional.empty();

    @Option(
            names = "--as-of-seq",
            paramLabel = "SEQ",
            description = "As the ledger stood when this entry was the product's last one.")
    private Optional<Long> asOfSeq = Optional.empty();

    @Mixin private final TimeOption times = new TimeOption();

    /**
     * The API's path.
     *
     * @param rest the path below the product, and a query when there is one
     */
    String path(String product, String rest) {
        String state = query();
        String asked = state.isEmpty() ? "" : (rest.contains("?") ? "&" : "?") + state;
        return "/v1/products/%s/%s%s".formatted(LedgerClient.encode(product), rest, asked);
    }

    /** As parameters of a query, without a question mark. */
    String query() {
        List<String> pairs = new ArrayList<>();
        afterSeq.ifPresent(seq -> pairs.add("afterSeq=" + seq));
        asOfSeq.ifPresent(seq -> pairs.add("asOfSeq=" + seq));
        times.recordedAt().ifPresent(time -> pairs.add("recordedAt=" + LedgerClient.encode(time)));
        times.validAt().ifPresent(time -> pairs.add("validAt=" + LedgerClient.encode(time)));
        return String.join("&", pairs);
    }
}
