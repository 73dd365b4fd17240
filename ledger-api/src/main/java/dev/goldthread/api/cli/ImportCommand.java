package dev.goldthread.api.cli;

import picocli.CommandLine.Command;

/** A group of commands. */
@Command(
        name = "import",
        description = "Brings the history of other tools into the ledger.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ImportCommand {}
