package dev.goldthread.api.verifier;

import dev.goldthread.api.verifier.Arguments.Form;
import dev.goldthread.api.verifier.Arguments.What;
import dev.goldthread.core.bundle.BundleVerifier.Progress;
import dev.goldthread.core.bundle.Trust;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code java -jar goldthread-verifier.jar}: the program an auditor runs. */
public final class Verifier {

    static final int SOUND = 0;
    static final int FLAWED = 2;
    static final int USAGE = 3;

    private static final int PROGRESS_EVERY = 25_600;

    private Verifier() {}

    public static void main(String[] args) {
        // Avro logs through SLF4J, which would say on standard error that it logs nowhere.
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "WARN");
        PrintStream out = utf8(FileDescriptor.out);
        int exitCode = run(List.of(args), out, utf8(FileDescriptor.err));
        out.flush();
        System.exit(exitCode);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Verifies and says so; whatever goes wrong while judging evidence counts against it. */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.isEmpty() || args.contains("--help") || args.contains("-h")) {
            (args.isEmpty() ? err : out).print(Arguments.USAGE);
            return args.isEmpty() ? USAGE : SOUND;
        }
        try {
            Arguments arguments = Arguments.parse(args);
            Verified verified = verify(arguments, arguments.trust().trust(), err);
            out.print(
                    arguments.form() == Form.JSON
                            ? ReportJson.of(verified)
                            : new ReportText(verified).text());
            return verified.report().isSound() ? SOUND : FLAWED;
        } catch (UsageException e) {
            err.println("error: " + ReportText.clean(String.valueOf(e.getMessage())));
            err.println("see --help");
            return USAGE;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            err.println("error: these files could not be judged, so they do not pass: " + e);
            return FLAWED;
        }
    }

    private static Verified verify(Arguments arguments, Trust trust, PrintStream err) {
        return arguments.what() == What.EVENT
                ? Verified.event(arguments.folder(), trust)
                : Verified.log(arguments.folder(), trust, progress(err));
    }

    /** Only a person wants to see how far it is. Without a terminal there may be no console. */
    @SuppressWarnings("SystemConsoleNull")
    private static Progress progress(PrintStream err) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return (entries, total) -> {};
        }
        return (entries, total) -> {
            if (entries % PROGRESS_EVERY == 0 || entries == total) {
                err.printf("\r%,d of %,d entries", entries, total);
                if (entries == total) {
                    err.println();
                }
            }
        };
    }
}
