package dev.goldthread.api.cli;

import dev.goldthread.api.node.HeadsRepair;
import dev.goldthread.streams.embedded.DataFolderInUseException;
import dev.goldthread.streams.seal.HeadRecovery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What helps when a ledger refuses to start. */
@Command(
        name = "recover",
        description = "Repairs what a ledger can rebuild from its own records.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RecoverCommand {

    /** Rebuilds the sealer's heads. */
    @Command(
            name = "heads",
            description = {
                "Verifies every record of a stopped ledger and rebuilds the heads that the sealer goes on from.",
                "Needed when serve says that the heads do not match the ledger."
            },
            mixinStandardHelpOptions = true)
    static final class Heads implements Callable<Integer> {

        @Mixin private final NodeFlags flags = new NodeFlags();

        private final Terminal terminal;

        Heads(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try {
                HeadRecovery.Recovered recovered = HeadsRepair.run(flags.options());
                terminal.print(
                        "%d sealed events verified, heads of %d logs rebuilt; start the ledger again%n"
                                .formatted(recovered.recordCount(), recovered.logCount()));
                return ExitCode.OK;
            } catch (DataFolderInUseException e) {
                throw CliException.error(String.valueOf(e.getMessage()));
            }
        }
    }
}
