package dev.goldthread.api.cli;

import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Whether to wait for receipts; a mixin. */
final class WaitOption {

    private static final int WAIT_SECONDS_MAX = 30; // API, header Prefer

    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "5",
            paramLabel = "SECONDS",
            description =
                    "Wait until the events are sealed, at most so long (1 to 30; 5 by itself).")
    private Optional<Integer> wait = Optional.empty();

    OptionalInt seconds() {
        wait.filter(seconds -> seconds < 1 || seconds > WAIT_SECONDS_MAX)
                .ifPresent(
                        seconds -> {
                            throw CliException.usage(
                                    "--wait must be 1 to %d seconds, but is %d; correct it"
                                            .formatted(WAIT_SECONDS_MAX, seconds));
                        });
        return wait.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
