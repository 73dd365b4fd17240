package dev.goldthread.api.cli;

import picocli.CommandLine.Command;

/** Connections to tools; each way of dealing with them is a command of its own. */
@Command(
        name = "connections",
        description = "Connects tools that tell the ledger what they do.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ConnectionsCommand {}
