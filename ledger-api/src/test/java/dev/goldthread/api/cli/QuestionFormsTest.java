package dev.goldthread.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The page of questions and the commands that it names. */
class QuestionFormsTest {

    private static final Path PAGE = Path.of("..", "docs", "queries.md");

    /** A row of the table: the question, its command, its route. */
    private static final Pattern ROW = Pattern.compile("\\| [^|]+ \\| `([a-z ]+)[^|]*` \\| `/.*");

    static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                commands.add(row.group(1).strip());
            }
        }
        assertThat(commands).hasSizeGreaterThan(15).contains("holes", "evidence check");
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyQuestionIsAnsweredAsTableJsonAndMarkdown(String words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine command =
                Goldthread.commandLine(
                        Terminal.ofProgram(
                                InputStream.nullInputStream(), nowhere, nowhere, Map.of()));
        for (String word : words.split(" ")) {
            command = command.getSubcommands().get(word);
        }

        assertThat(command.getCommandSpec().findOption("-o").type().getEnumConstants())
                .extracting(Object::toString)
                .contains("TABLE", "JSON", "MARKDOWN");
    }
}
