package dev.goldthread.api.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a node rests on, or what rests on it. */
@Command(
        name = "node",
        description = "What any node rests on (up), what rests on it (down), or both.",
        mixinStandardHelpOptions = true)
final class TraceNodeCommand implements Callable<Integer> {

    enum Direction {
        UP,
        DOWN,
        BOTH
    }

    @Mixin private final TracePrinter printer = new TracePrinter();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "TYPE", description = "The node's type: Requirement.")
    private String type = "";

    @Parameters(index = "2", paramLabel = "ID", description = "The node's id: REQ-101.")
    private String id = "";

    @Option(
            names = "--direction",
            paramLabel = "up|down|both",
            description = "From effect to cause, from cause to effect (default: both).")
    private Direction direction = Direction.BOTH;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "How many links far (default: ${DEFAULT-VALUE}).")
    private int depth = 3;

    @Option(
            names = "--relations",
            split = ",",
            paramLabel = "R,…",
            description = "Follow these relations alone.")
    private List<String> relations = new ArrayList<>();

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "T,…",
            description = "Show nodes of these types alone.")
    private List<String> types = new ArrayList<>();

    private final Terminal terminal;

    TraceNodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LedgerClient client = printer.open();
        String query =
                "type=%s&id=%s&direction=%s&%s"
                        .formatted(
                                LedgerClient.encode(type),
                                LedgerClient.encode(id),
                                direction.name().toLowerCase(Locale.ROOT),
                                FilterOption.query(Optional.of(depth), relations, types));
        printer.print(client, printer.path(product, "trace", query), terminal);
        return ExitCode.OK;
    }
}
