package dev.goldthread.api.cli;

import dev.goldthread.api.drawing.Paint;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a command talks to.
 *
 * @param out the result, and nothing else
 * @param err everything that is said on the way
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Screen outScreen,
        Screen errScreen) {

    /** Who reads a stream. */
    public enum Screen {
        PERSON,
        PROGRAM
    }

    /** Which streams are terminals: the launcher asks the shell, the JVM cannot tell them apart. */
    private static final String SCREENS_PROPERTY = "goldthread.terminals";

    private static final String COLUMNS_PROPERTY = "goldthread.columns";

    public Terminal {
        environment = Map.copyOf(environment);
    }

    public static Terminal ofProcess() {
        String screens = System.getProperty(SCREENS_PROPERTY, "");
        return new Terminal(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                System.getenv(),
                screens.contains("1") ? Screen.PERSON : Screen.PROGRAM,
                screens.contains("2") ? Screen.PERSON : Screen.PROGRAM);
    }

    /** Of a program that runs commands and reads what they say. */
    static Terminal ofProgram(
            InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
        return new Terminal(in, out, err, environment, Screen.PROGRAM, Screen.PROGRAM);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The same, for commands that ask one ledger. */
    Terminal beside(URI ledger, Path data) {
        Map<String, String> with = new HashMap<>(environment);
        with.put("GOLDTHREAD_URL", ledger.toString());
        with.put("GOLDTHREAD_DATA", data.toString());
        return new Terminal(in, out, err, with, outScreen, errScreen);
    }

    /** The same, with the result read by a program. */
    Terminal withResultTo(PrintStream program) {
        return new Terminal(in, program, err, environment, Screen.PROGRAM, errScreen);
    }

    /** The same, with the result among what is said on the way. */
    Terminal withResultOnErr() {
        return new Terminal(in, err, err, environment, errScreen, errScreen);
    }

    /** Colours on a terminal only, and not where NO_COLOR is set (no-color.org). */
    Paint paint() {
        return outScreen == Screen.PERSON && environment.getOrDefault("NO_COLOR", "").isEmpty()
                ? Paint.COLOURED
                : Paint.PLAIN;
    }

    /** How wide the result may be; empty where a program reads it, which wants lines unbroken. */
    OptionalInt columns() {
        String columns =
                environment.getOrDefault("COLUMNS", System.getProperty(COLUMNS_PROPERTY, ""));
        return outScreen == Screen.PERSON && columns.matches("[1-9][0-9]{0,3}")
                ? OptionalInt.of(Integer.parseInt(columns))
                : OptionalInt.empty();
    }

    /** Says something that is not the result. */
    void say(String line) {
        err.println(line);
    }

    void print(String text) {
        out.print(text);
        out.flush();
    }
}
