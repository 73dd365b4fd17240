package dev.goldthread.api.cli;

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
        Prompt prompt =
                new Prompt(
                        Map.of("GOLDTHREAD_URL", address(), "GOLDTHREAD_DATA", data().toString()));
        Prompt.Run run = prompt.pipe(in, arguments.toArray(String[]::new));
        out = run.out();
        err = run.err();
        return run.exitCode();
    }
}
