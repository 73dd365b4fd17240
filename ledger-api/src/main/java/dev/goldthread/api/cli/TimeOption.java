package dev.goldthread.api.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** As of which time a question is meant; a mixin. */
final class TimeOption {

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

    Optional<String> recordedAt() {
        return recordedAt;
    }

    Optional<String> validAt() {
        return validAt;
    }
}
