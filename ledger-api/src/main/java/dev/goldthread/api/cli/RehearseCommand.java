package dev.goldthread.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.goldthread.api.bench.Rehearsal;
import dev.goldthread.api.cli.LedgerClient.Answer;
import dev.goldthread.api.demo.StoryFiles;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** For the launcher, which keeps what the JVMs of ledger and client learn meanwhile. */
@Command(
        name = "rehearse",
        hidden = true,
        description = {
            "Has an empty ledger take in invented events and answer questions. The launcher does so after a build."
        },
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {

    private static final String RELEASE = "7.2.4";
    private static final String LINES = "application/x-ndjson";
    private static final Map<String, String> WAIT = Map.of("Prefer", "wait=30");

    @Mixin private final Connection connection = new Connection();

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Events to send in batches (default: ${DEFAULT-VALUE}).")
    private int events;

    private final Terminal terminal;

    RehearseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LedgerClient ledger = connection.open();
        if (!ledger.get("/v1/products").path("products").isEmpty()) {
            throw CliException.usage(
                    "--url names a ledger that has products already, and a rehearsal writes invented events for good; name an empty one");
        }
        StoryFiles story = StoryFiles.load();
        for (StoryFiles.File file : story.files()) {
            var _ = require(ledger.post(file.post(), file.contentType(), file.body(), WAIT));
        }
        new Rehearsal(new Stage(ledger)).run(events);
        commands(story.product()).forEach(this::command);
        return ExitCode.OK;
    }

    private static List<List<String>> commands(String product) {
        return List.of(
                List.of("status"),
                List.of("products"),
                List.of("trace", "release", product, RELEASE),
                List.of("trace", "release", product, RELEASE, "-o", "json"),
                List.of("gaps", product, RELEASE),
                List.of("matrix", product, RELEASE),
                List.of("deployments", product),
                List.of("environments", product),
                List.of("verify"));
    }

    /** As a user would type it; what it prints, and what it thinks of the story, is not asked. */
    private void command(List<String> words) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)) {
            Terminal unheard =
                    Terminal.ofProgram(terminal.in(), nowhere, nowhere, terminal.environment())
                            .beside(connection.url(), connection.data.path());
            var _ = Goldthread.run(words.toArray(String[]::new), unheard);
        }
    }

    private static Answer require(Answer answer) {
        if (!answer.isOk()) {
            throw CliException.error("the ledger did not take part: " + answer.problem());
        }
        return answer;
    }

    private record Stage(LedgerClient ledger) implements Rehearsal.Stage {

        @Override
        public void send(byte[] lines, boolean wait) {
            var _ = require(ledger.post("/v1/events", LINES, lines, wait ? WAIT : Map.of()));
        }

        @Override
        public void ask(String path) {
            var _ = ledger.get(path);
        }
    }
}
