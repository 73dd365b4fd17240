package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.cli.LedgerClient.Answer;
import dev.goldthread.api.demo.StoryFiles;
import dev.goldthread.api.drawing.Lines;
import dev.goldthread.core.event.Product;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the demo does, as the commands that a user would type; the story's files go through the
 * public routes like any tool's.
 */
final class DemoScript {

    private static final String RELEASE = "7.2.4";
    private static final int TEXT_WIDTH = 100;
    private static final Map<String, String> WAIT = Map.of("Prefer", "wait=30");

    private final Path data;
    private final Terminal terminal;
    private final LedgerClient client;
    private final StoryFiles story = StoryFiles.load();

    DemoScript(URI url, Path data, Terminal terminal) throws IOException {
        this.data = data;
        this.terminal = terminal.beside(url, data);
        this.client =
                new LedgerClient(
                        url, Optional.of(Files.readString(data.resolve("operator.token")).strip()));
    }

    int run(Path repository, OutputOption output) {
        String product = productOf(repository);
        return output.isJson()
                ? runForPrograms(repository, product)
                : runForPeople(repository, product);
    }

    private int runForPeople(Path repository, String product) {
        heading(
                "A real history: the commits of %s become the log of product %s"
                        .formatted(repository.toAbsolutePath().normalize(), product));
        int exitCode = command("import", "git", repository.toString(), "--product", product);
        heading(
                "A story: %s, releases 7.2.3 and 7.2.4, as the team's tools would send it"
                        .formatted(story.product()));
        tell(post());
        heading(
                "What happened for release %s, from requirement to running digest?"
                        .formatted(RELEASE));
        exitCode = Math.max(exitCode, command("trace", "release", story.product(), RELEASE));
        heading(
                "Was anything changed or left out? Every seal is derived again from the raw records");
        exitCode = Math.max(exitCode, command("verify"));
        heading("Go on with");
        commands(product).forEach(line -> terminal.print("  " + line + "\n"));
        terminal.print("\n");
        return exitCode;
    }

    private int runForPrograms(Path repository, String product) {
        ObjectNode all = LedgerClient.JSON.createObjectNode();
        List<Integer> exitCodes = new ArrayList<>();
        all.set(
                "git",
                captured(
                        exitCodes,
                        "import",
                        "git",
                        repository.toString(),
                        "--product",
                        product,
                        "-o",
                        "json"));
        all.set("story", LedgerClient.JSON.valueToTree(post()));
        all.set(
                "trace",
                captured(exitCodes, "trace", "release", story.product(), RELEASE, "-o", "json"));
        all.set("verification", captured(exitCodes, "verify", "-o", "json"));
        commands(product).forEach(all.putArray("commands")::add);
        terminal.print(OutputOption.json(all));
        return exitCodes.stream().mapToInt(Integer::intValue).max().orElse(ExitCode.OK);
    }

    /** What became of one file of the story. */
    record Told(String file, String about, long sealed) {}

    /**
     * Posts every file in order and waits until its events are sealed.
     *
     * @throws CliException when one of them is not taken
     */
    private List<Told> post() {
        List<Told> told = new ArrayList<>();
        try (Steps steps = new Steps("telling", "files", terminal)) {
            for (StoryFiles.File file : story.files()) {
                Answer answer = client.post(file.post(), file.contentType(), file.body(), WAIT);
                if (answer.status() != 200) {
                    throw CliException.error(
                            "story file %s was not taken: %s"
                                    .formatted(file.name(), answer.text()));
                }
                told.add(
                        new Told(
                                file.name(),
                                file.about(),
                                answer.json().path("accepted").asLong()));
                steps.at(told.size(), story.files().size());
            }
        }
        return told;
    }

    private void tell(List<Told> files) {
        for (Told file : files) {
            String number = file.file().substring(0, 2);
            String start =
                    "  %s  %2d %s  "
                            .formatted(
                                    number,
                                    file.sealed(),
                                    file.sealed() == 1 ? "event " : "events");
            for (String line : Lines.wrap(file.about(), TEXT_WIDTH - start.length())) {
                terminal.print(start + line + "\n");
                start = " ".repeat(start.length());
            }
        }
        long sealed = files.stream().mapToLong(Told::sealed).sum();
        terminal.print(
                "  %d files, %d events accepted and sealed%n".formatted(files.size(), sealed));
    }

    private void heading(String text) {
        terminal.print("\n" + terminal.paint().heading("── " + text) + "\n");
    }

    /** Runs a command as if it had been typed. */
    private int command(String... args) {
        terminal.print("$ ./goldthread " + String.join(" ", args) + "\n");
        return Goldthread.run(args, terminal);
    }

    private JsonNode captured(List<Integer> exitCodes, String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            exitCodes.add(Goldthread.run(args, terminal.withResultTo(out)));
            return LedgerClient.JSON.readTree(bytes.toByteArray());
        } catch (IOException e) {
            throw CliException.error(
                    "goldthread %s printed no JSON".formatted(String.join(" ", args)));
        }
    }

    private List<String> commands(String product) {
        return List.of(
                "export GOLDTHREAD_URL=%s GOLDTHREAD_DATA=%s"
                        .formatted(terminal.environment().get("GOLDTHREAD_URL"), data),
                "./goldthread trace digest %s --product %s"
                        .formatted(story.production(), story.product()),
                "./goldthread trace release %s 7.2.3 -o markdown".formatted(story.product()),
                "./goldthread trace node %s Requirement REQ-104 --direction down --depth 3"
                        .formatted(story.product()),
                "./goldthread import git . --product %s        # again: only what is new"
                        .formatted(product),
                "./goldthread serve                            # a ledger that stays");
    }

    /** A product named after the repository's folder, in the form that products have. */
    private static String productOf(Path repository) {
        Path name = repository.toAbsolutePath().normalize().getFileName();
        String text =
                name == null
                        ? ""
                        : name.toString()
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9]+", "-")
                                .replaceAll("^-|-$", "");
        return Product.isName(text) ? text : "repository";
    }
}
