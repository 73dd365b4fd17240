package dev.goldthread.api.cli;

import dev.goldthread.api.cli.Terminal.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A person at a command line beside a ledger that runs; commands run in this process. */
abstract class CommandsBesideALedger {

    /** What the last command said. */
    String out = "";

    String err = "";

    /** Where the ledger answers. */
    abstract String address();

    abstract Path data();

    int run(String... arguments) {
        return run("", List.of(arguments));
    }

    int run(String in, List<String> arguments) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                        new PrintStream(errBytes, true, StandardCharsets.UTF_8),
                        Map.of("GOLDTHREAD_URL", address(), "GOLDTHREAD_DATA", data().toString()),
                        Screen.PROGRAM,
                        Screen.PROGRAM);
        int exitCode = Goldthread.run(arguments.toArray(String[]::new), terminal);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return exitCode;
    }
}
