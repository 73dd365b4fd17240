package dev.goldthread.api.cli;

import picocli.CommandLine.Command;

/** A group of commands. */
@Command(
        name = "compare",
        description = "Holds what other documents claim against the ledger.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class CompareCommand {}
