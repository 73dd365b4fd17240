package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.bench.Bench;
import dev.goldthread.api.bench.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what this machine gives, and what the ledger makes of it. */
@Command(
        name = "bench",
        description = {
            "Measures, in one run and in a folder of its own, what plain Kafka clients reach on this machine and",
            "what gate, sealer, projector, API and traces reach. Only ratios compare between machines."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Mixin private final OutputOption output = new OutputOption();

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Events for each stage (default: ${DEFAULT-VALUE}).")
    private long events = 200_000;

    private final Terminal terminal;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (events < 1) {
            throw CliException.usage("--events must be at least 1, but is %d".formatted(events));
        }
        Path folder = Files.createTempDirectory("goldthread-bench-");
        try {
            List<Figure> figures =
                    new Bench(folder, events, stage -> terminal.say("… " + stage)).run();
            terminal.print(output.isJson() ? OutputOption.json(json(figures)) : table(figures));
            return ExitCode.OK;
        } finally {
            Utils.delete(folder.toFile());
        }
    }

    private ObjectNode json(List<Figure> figures) {
        ObjectNode all = LedgerClient.JSON.createObjectNode();
        all.put("events", events).put("processors", Runtime.getRuntime().availableProcessors());
        ArrayNode list = all.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode row =
                    list.addObject()
                            .put("name", figure.name())
                            .put("value", figure.value())
                            .put("unit", figure.unit());
            figure.ratio()
                    .ifPresent(ratio -> row.put("ratio", ratio.value()).put("to", ratio.to()));
            if (!figure.aim().isEmpty()) {
                row.put("aim", figure.aim());
            }
        }
        return all;
    }

    private String table(List<Figure> figures) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%,d events a stage, %d processors, broker and clients on this machine%n%n",
                        events,
                        Runtime.getRuntime().availableProcessors()));
        for (Figure figure : figures) {
            String value = figure.unit().equals("ms") ? "%,.2f" : "%,.0f";
            String ratio =
                    figure.ratio()
                            .map(r -> String.format(Locale.ROOT, "%.2f × %s", r.value(), r.to()))
                            .orElse("");
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%-42s %12s %-9s  %-32s %s%n",
                            figure.name(),
                            String.format(Locale.ROOT, value, figure.value()),
                            figure.unit(),
                            ratio,
                            figure.aim().isEmpty() ? "" : "aim " + figure.aim()));
        }
        return text.toString();
    }
}
