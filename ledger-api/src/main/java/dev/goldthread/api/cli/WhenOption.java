package dev.goldthread.api.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @Option(
            names = "--recorded-at",
            paramLabel = "TIME",
            description = "As the ledger stood at this time: 2026-02-21T09:30:00Z.")
    private Optional<String> recordedAt = Optional.empty();

    @Option(
            names = "--valid-at",
            paramLabel = "TIME",
            description = "As the world stood at this time, by what the ledger knows.")
    private Optional<String> validAt = Optional.empty();

    /** As parameters of a query, without a question mark. */
    String query() {
        List<String> pairs = new ArrayList<>();
        afterSeq.ifPresent(seq -> pairs.add("afterSeq=" + seq));
        asOfSeq.ifPresent(seq -> pairs.add("asOfSeq=" + seq));
        recordedAt.ifPresent(time -> pairs.add("recordedAt=" + LedgerClient.encode(time)));
        validAt.ifPresent(time -> pairs.add("validAt=" + LedgerClient.encode(time)));
        return String.join("&", pairs);
    }
}
