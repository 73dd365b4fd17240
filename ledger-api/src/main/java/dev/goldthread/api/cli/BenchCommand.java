package dev.goldthread.api.cli;

import dev.goldthread.api.bench.Bench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            paramLabel = "N[,N...]",
            split = ",",
            defaultValue = "200000",
            description = {
                "Events for each stage (default: ${DEFAULT-VALUE}). Several numbers are measured one after the other",
                "in this order and shown side by side, such as what grows with the ledger and what does not."
            })
    private List<Long> events = List.of();

    private final Terminal terminal;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        for (long each : events) {
            if (each < 1) {
                throw CliException.usage("--events must be at least 1, but is %d".formatted(each));
            }
        }
        List<BenchRun> runs = new ArrayList<>();
        for (long each : events) {
            BenchRun run = measure(each);
            if (events.size() > 1) {
                terminal.say(BenchRun.table(List.of(run))); // should a later one fail
            }
            runs.add(run);
        }
        terminal.print(
                output.isJson() ? OutputOption.json(BenchRun.json(runs)) : BenchRun.table(runs));
        return ExitCode.OK;
    }

    private BenchRun measure(long each) throws Exception {
        System.gc(); // no number of events pays for what the one before left in the heap
        Path folder = Files.createTempDirectory("goldthread-bench-");
        try {
            if (events.size() > 1) {
                terminal.say("%,d events".formatted(each));
            }
            return new BenchRun(
                    each, new Bench(folder, each, stage -> terminal.say("… " + stage)).run());
        } finally {
            Utils.delete(folder.toFile());
        }
    }
}
