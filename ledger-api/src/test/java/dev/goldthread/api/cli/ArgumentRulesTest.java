package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldthread.api.cli.Prompt.Run;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Of every command that there is. Nothing answers: what is refused here asks nobody. */
class ArgumentRulesTest {

    private static final Prompt PROMPT = new Prompt(Map.of("GOLDTHREAD_URL", "http://127.0.0.1:1"));

    private static final CommandLine ROOT =
            Goldthread.commandLine(
                    Terminal.ofProgram(
                            InputStream.nullInputStream(),
                            new PrintStream(OutputStream.nullOutputStream()),
                            new PrintStream(OutputStream.nullOutputStream()),
                            Map.of()));

    @TempDir Path folder;

    private static Stream<CommandSpec> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command.getCommandSpec()),
                command.getSubcommands().values().stream().flatMap(ArgumentRulesTest::all));
    }

    static List<String> commandsThatNameSomething() {
        return all(ROOT)
                .filter(spec -> !spec.positionalParameters().isEmpty())
                .map(CommandSpec::qualifiedName)
                .distinct()
                .toList();
    }

    /** The words of a command with the options that it cannot do without. */
    private static List<String> call(CommandSpec spec) {
        List<String> words = new ArrayList<>(List.of(spec.qualifiedName().split(" ")));
        words.removeFirst();
        spec.options().stream()
                .filter(ArgSpec::required)
                .forEach(option -> words.addAll(List.of(option.longestName(), "x")));
        return words;
    }

    @ParameterizedTest
    @MethodSource("commandsThatNameSomething")
    void aNameThatIsEmptyIsWrongUsage(String command) {
        CommandSpec spec =
                all(ROOT)
                        .filter(each -> each.qualifiedName().equals(command))
                        .findFirst()
                        .orElseThrow();
        int names =
                spec.positionalParameters().stream()
                        .mapToInt(each -> Math.max(1, each.arity().min()))
                        .sum();
        for (int at = 0; at < names; at++) {
            List<String> words = call(spec);
            for (int i = 0; i < names; i++) {
                words.add(i == at ? " " : "x");
            }
            Run run = PROMPT.run(words.toArray(String[]::new));

            assertThat(run.exitCode()).as("%s: %s", words, run.err()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).as("%s", words).contains("must not be empty, but is \" \"");
        }
    }

    @Test
    void whichOneIsEmptyIsNamedWithTheRemedy() {
        Run run = PROMPT.run("gaps", "base", "");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err().strip())
                .isEqualTo(
                        "error: RELEASE must not be empty, but is \"\"; give what is asked about;"
                                + " see goldthread gaps --help");
        assertThat(PROMPT.run("trace", "node", "", "Release", "1.0").err())
                .contains("PRODUCT must not be empty");
        assertThat(PROMPT.run("environment", "history", "base", "").err())
                .contains("NAME must not be empty");
    }

    /** One of the two values would be dropped. */
    @Test
    void aKeyThatIsGivenTwiceIsWrongUsage() {
        Run run = tolerating("HIGH=0", "LOW=0", "HIGH=9");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("--tolerated must name each key once, but names HIGH twice or more");
        assertThat(run.out()).isEmpty();
        assertThat(tolerating("HIGH=0", "LOW=0").result()).contains("HIGH", "LOW");
        assertThat(tolerating("HIGH=0", "high=9").err())
                .as("severities know no case")
                .contains("HIGH is counted more than once");
    }

    private Run tolerating(String... counts) {
        List<String> words =
                new ArrayList<>(
                        List.of("emit", "scan", "--product", "pump", "--kind", "SCA", "--dry-run"));
        for (String each : counts) {
            words.addAll(List.of("--tolerated", each));
        }
        Prompt inRun =
                PROMPT.with(
                        Map.of(
                                "GOLDTHREAD_RUN",
                                "urn:run:1",
                                "GOLDTHREAD_COMMIT",
                                "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
                                "GOLDTHREAD_DATA",
                                folder.toString()));
        return inRun.run(words.toArray(String[]::new));
    }
}
