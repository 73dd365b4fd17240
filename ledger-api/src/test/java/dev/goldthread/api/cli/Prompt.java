package dev.goldthread.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.api.node.Node;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** Where commands are typed: they run in this process, and a program reads what they say. */
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

    /** Runs a command with something on its standard input. */
    public Run pipe(String in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode =
                Goldthread.run(
                        args,
                        Terminal.ofProgram(
                                new ByteArrayInputStream(in.getBytes(UTF_8)),
                                new PrintStream(out, true, UTF_8),
                                new PrintStream(err, true, UTF_8),
                                environment));
        return new Run(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }
}
