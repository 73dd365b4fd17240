package dev.goldthread.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.cli.Terminal.Screen;
import dev.goldthread.api.node.Node;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** Where commands are typed: they run in this process, and mostly a program reads what they say. */
public record Prompt(Map<String, String> environment) {

    /** What a command left. */
    public record Run(int exitCode, String out, String err) {

        public JsonNode json() throws IOException {
            return LedgerClient.JSON.readTree(out);
        }

        /** The result of a command that must not fail. */
        public String result() {
            assertThat(exitCode).as(out + err).isZero();
            return out;
        }
    }

    public Prompt {
        environment = Map.copyOf(environment);
    }

    public static Prompt beside(Node node) {
        return new Prompt(
                Map.of(
                        "GOLDTHREAD_URL", node.url().toString(),
                        "GOLDTHREAD_DATA", node.data().toString()));
    }

    public Prompt with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Prompt(all);
    }

    public Run run(String... args) {
        return pipe("", args);
    }

    /** Runs a command whose result a person reads, without colours. */
    public Run onScreen(int columns, String... args) {
        Map<String, String> screen = Map.of("COLUMNS", Integer.toString(columns), "NO_COLOR", "1");
        return with(screen).run("", Screen.PERSON, args);
    }

    /** Runs a command with something on its standard input. */
    public Run pipe(String in, String... args) {
        return run(in, Screen.PROGRAM, args);
    }

    private Run run(String in, Screen screen, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode =
                Goldthread.run(
                        args,
                        new Terminal(
                                new ByteArrayInputStream(in.getBytes(UTF_8)),
                                new PrintStream(out, true, UTF_8),
                                new PrintStream(err, true, UTF_8),
                                environment,
                                screen,
                                Screen.PROGRAM));
        return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
