package dev.goldthread.api.cli;

import picocli.CommandLine.Command;

/** A group of commands. */
@Command(
        name = "trace",
        description =
                "Shows what belongs to a release, a digest, a deployment or any node, and what is missing.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TraceCommand {}
