package dev.goldthread.api.cli;

import dev.goldthread.core.bundle.EventBundle;
import dev.goldthread.core.event.EventId;
import dev.goldthread.streams.export.ExportRefusedException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Exports one event with its proof. */
@Command(
        name = "event",
        description = {
            "Writes one event as six files: body, seal, schema text, proof, checkpoint, key.",
            "docs/verify-by-hand.md checks them with standard tools."
        },
        mixinStandardHelpOptions = true)
final class ExportEventCommand implements Callable<Integer> {

    @Mixin private final Export export = new Export();
    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(index = "1", paramLabel = "ID", description = "The event's id.")
    private String id = "";

    private final Terminal terminal;

    ExportEventCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Export.Job job = export.job();
        EventId wanted = id();
        try (Steps steps = new Steps("looking", "records", terminal)) {
            EventBundle event = job.exporter().event(job.product(), wanted, job.keys(), steps::at);
            steps.finish();
            NewFolder.fill(
                    job.out(),
                    files -> {
                        event.write(files);
                        return event;
                    });
            terminal.print(output.isJson() ? json(event) : text(event));
            return ExitCode.OK;
        } catch (ExportRefusedException e) {
            throw Export.exception(e);
        }
    }

    private EventId id() {
        try {
            return new EventId(id);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private String text(EventBundle event) {
        return "event %s: seq %,d of %s, sealed at %s%n"
                .formatted(
                        Tables.clean(id),
                        event.seal().seq(),
                        event.key().name(),
                        event.seal().sealedAt());
    }

    private String json(EventBundle event) {
        return OutputOption.json(
                LedgerClient.JSON
                        .createObjectNode()
                        .put("log", event.key().name().text())
                        .put("id", id)
                        .put("seq", event.seal().seq())
                        .put("sealedAt", event.seal().sealedAt().toString())
                        .put("leaf", event.seal().leaf().hex()));
    }
}
