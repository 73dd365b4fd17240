package dev.goldthread.api.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The time that a list covers; a mixin. */
final class PeriodFlags {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Begin of the time that the list covers (default: all).")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "End of the time that the list covers (default: now).")
    private Optional<Instant> to = Optional.empty();

    Instant from() {
        return from;
    }

    Instant to() {
        return to.orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }
}
