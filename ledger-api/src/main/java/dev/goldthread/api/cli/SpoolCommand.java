package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.streams.emit.Spool;
import dev.goldthread.streams.emit.SpoolException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What waits on this machine for the ledger. */
@Command(
        name = "spool",
        description = "Shows and sends events that waited for the ledger on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class SpoolCommand {

    /** Tells what waits, and how far each source has counted. */
    @Command(
            name = "status",
            description = "Tells what waits, and how far each source has counted.",
            mixinStandardHelpOptions = true)
    static final class ShowStatus implements Callable<Integer> {

        @Mixin private final DataOption data = new DataOption();
        @Mixin private final SpoolFlags flags = new SpoolFlags();
        @Mixin private final OutputOption output = new OutputOption();

        private final Terminal terminal;

        ShowStatus(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Spool spool = flags.open(data.path());
            try {
                Spool.Status status = spool.status();
                terminal.print(output.isJson() ? json(spool, status) : text(spool, status));
                return ExitCode.OK;
            } catch (SpoolException e) {
                throw CliException.error(String.valueOf(e.getMessage()));
            }
        }

        private static String json(Spool spool, Spool.Status status) {
            ObjectNode json = LedgerClient.JSON.createObjectNode();
            json.put("folder", spool.folder().toString()).put("waiting", status.waiting());
            ObjectNode counts = json.putObject("counts");
            status.counts().forEach(counts::put);
            status.aside().forEach(each -> json.withArray("aside").add(each.toString()));
            return OutputOption.json(json);
        }

        private static String text(Spool spool, Spool.Status status) {
            StringBuilder text = new StringBuilder();
            text.append("%,d events wait in %s%n".formatted(status.waiting(), spool.folder()));
            status.counts()
                    .forEach(
                            (source, seq) ->
                                    text.append(
                                            "%s has counted to %,d%n"
                                                    .formatted(Tables.clean(source), seq)));
            status.aside()
                    .forEach(
                            each ->
                                    text.append(
                                            "a crash cut a record short; what there is of it lies in %s%n"
                                                    .formatted(each)));
            return text.toString();
        }
    }

    /** Sends what waits. */
    @Command(
            name = "send",
            description = "Sends what waits, in order; ends with 5 when the ledger is away.",
            mixinStandardHelpOptions = true)
    static final class Send implements Callable<Integer> {

        @Mixin private final Connection connection = new Connection();
        @Mixin private final SpoolFlags flags = new SpoolFlags();
        @Mixin private final WaitOption wait = new WaitOption();

        @Option(
                names = {"-o", "--output"},
                paramLabel = "table|json",
                description = "Form of the result (default: table).")
        private EmitReport.Form output = EmitReport.Form.TABLE;

        private final Terminal terminal;

        Send(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Spool spool = flags.open(connection.data.path());
            EmitReport report = new EmitReport(terminal, output);
            EventSender sender = new EventSender(connection.open(), wait.seconds(), terminal);
            SpoolSending sending = new SpoolSending(spool, sender, terminal, report);
            try {
                sending.sendWaiting();
            } catch (SpoolException e) {
                throw CliException.error(String.valueOf(e.getMessage()));
            }
            int exitCode = report.finish("");
            return sending.isAway() ? ExitCode.UNREACHABLE : exitCode;
        }
    }
}
