package dev.goldthread.api.cli;

import dev.goldthread.streams.export.ExportRefusedException;
import dev.goldthread.streams.export.LogExport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Exports a product's log up to its newest checkpoint. */
@Command(
        name = "log",
        description = {
            "Writes a product's log as files: seals, tiles, bodies, schema texts, checkpoints, keys.",
            "Anyone can verify them without the ledger: goldthread-verifier.jar, or verify --export."
        },
        mixinStandardHelpOptions = true)
final class ExportLogCommand implements Callable<Integer> {

    @Mixin private final Export export = new Export();
    @Mixin private final OutputOption output = new OutputOption();

    private final Terminal terminal;

    ExportLogCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Export.Job job = export.job();
        try (Steps steps = new Steps("exporting", "records", terminal)) {
            LogExport made =
                    NewFolder.fill(
                            job.out(),
                            files ->
                                    job.exporter()
                                            .log(job.product(), job.keys(), files, steps::at));
            steps.finish();
            terminal.print(output.isJson() ? json(made) : text(made));
            return ExitCode.OK;
        } catch (ExportRefusedException e) {
            throw Export.exception(e);
        }
    }

    private static String text(LogExport made) {
        return """
        %s: %,d entries, root %s
          %d cosignatures, %,d earlier checkpoints, %,d timestamps
          %,d entries behind the checkpoint were left out: they are sealed, but not signed yet
        """
                        .formatted(
                                made.checkpoint().origin(),
                                made.checkpoint().size(),
                                made.checkpoint().root(),
                                made.cosignatures(),
                                made.earlier(),
                                made.timestamps(),
                                made.leftOut())
                + ignored(made);
    }

    private static String ignored(LogExport made) {
        return made.ignored() == 0
                ? ""
                : "  %,d records on the topic of checkpoints are none of this log's keys and were left out%n"
                        .formatted(made.ignored());
    }

    private static String json(LogExport made) {
        return OutputOption.json(
                LedgerClient.JSON
                        .createObjectNode()
                        .put("log", made.checkpoint().origin())
                        .put("entries", made.checkpoint().size())
                        .put("root", made.checkpoint().root().hex())
                        .put("cosignatures", made.cosignatures())
                        .put("earlierCheckpoints", made.earlier())
                        .put("timestamps", made.timestamps())
                        .put("leftOut", made.leftOut())
                        .put("ignored", made.ignored()));
    }
}
