package dev.goldthread.api.cli;

import picocli.CommandLine.Command;

/** A group of commands. */
@Command(
        name = "export",
        description = "Takes a log, or one event of it, out of the ledger as files to verify.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ExportCommand {}
