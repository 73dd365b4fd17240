package dev.goldthread.api.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How long is too long; a mixin. */
final class SilenceOption {

    @Option(
            names = "--silent-after",
            paramLabel = "DURATION",
            description = "How long a source may say nothing, such as PT24H.")
    private Optional<String> silentAfter = Optional.empty();

    /** As a whole query, with its question mark; nothing when it was not said. */
    String query() {
        return silentAfter.map(each -> "?silentAfter=" + LedgerClient.encode(each)).orElse("");
    }
}
