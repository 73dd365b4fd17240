package dev.goldthread.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The command {@code goldthread}. */
@Command(
        name = "goldthread",
        description = "The golden thread from a requirement to the digest that runs.",
        mixinStandardHelpOptions = true,
        version = "goldthread 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Every flag --some-name can be given as GOLDTHREAD_SOME_NAME; the flag counts more.",
            "Exit codes: 0 ok, 1 error, 2 verification or policy failed, 3 usage, 4 not allowed,",
            "5 unreachable."
        })
public final class Goldthread {

    /** A message of the log in one line, among those of the command: time, level, text, fault. */
    private static final String LOG_LINE = "%1$tFT%1$tT %4$s %5$s%6$s%n";

    private Goldthread() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // texts are English, and so are the digits of addresses
        System.setProperty("java.util.logging.SimpleFormatter.format", LOG_LINE);
        System.exit(run(args, Terminal.ofProcess()));
    }

    /** Runs one command and returns its exit code; never throws for what a user can cause. */
    public static int run(String[] args, Terminal terminal) {
        try {
            return commandLine(terminal).execute(args);
        } catch (CliException e) {
            terminal.say("error: " + e.getMessage());
            return e.exitCode();
        } finally {
            terminal.out().flush();
        }
    }

    /** All commands, with what holds for each of them. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine root =
                new CommandLine(new Goldthread())
                        .addSubcommand(new DemoCommand(terminal))
                        .addSubcommand(new ServeCommand(terminal))
                        .addSubcommand(new RegistryCommand(terminal))
                        .addSubcommand(new BenchCommand(terminal))
                        .addSubcommand(new RehearseCommand(terminal))
                        .addSubcommand(emit(terminal))
                        .addSubcommand(
                                new CommandLine(new SpoolCommand())
                                        .addSubcommand(new SpoolCommand.ShowStatus(terminal))
                                        .addSubcommand(new SpoolCommand.Send(terminal)))
                        .addSubcommand(
                                new CommandLine(new ImportCommand())
                                        .addSubcommand(new ImportGitCommand(terminal))
                                        .addSubcommand(new OpenFastTraceCommand(terminal)))
                        .addSubcommand(
                                new CommandLine(new CompareCommand())
                                        .addSubcommand(new CompareMatrixCommand(terminal)))
                        .addSubcommand(
                                new CommandLine(new ConnectionsCommand())
                                        .addSubcommand(new ConnectionsAddCommand(terminal))
                                        .addSubcommand(new ConnectionsTestCommand(terminal))
                                        .addSubcommand(new ConnectionsListCommand(terminal))
                                        .addSubcommand(new ConnectionsRemapCommand(terminal)))
                        .addSubcommand(
                                new CommandLine(new TraceCommand())
                                        .addSubcommand(new TraceReleaseCommand(terminal))
                                        .addSubcommand(new TraceDigestCommand(terminal))
                                        .addSubcommand(new TraceDeploymentCommand(terminal))
                                        .addSubcommand(new TraceNodeCommand(terminal)))
                        .addSubcommand(new ImpactCommand(terminal))
                        .addSubcommand(new PathCommand(terminal))
                        .addSubcommand(new MatrixCommand(terminal))
                        .addSubcommand(new GapsCommand(terminal))
                        .addSubcommand(new HazardsCommand(terminal))
                        .addSubcommand(new ApprovalsCommand(terminal))
                        .addSubcommand(new DiffCommand(terminal))
                        .addSubcommand(new DeploymentsCommand(terminal))
                        .addSubcommand(new EnvironmentsCommand(terminal))
                        .addSubcommand(
                                new CommandLine(new EnvironmentCommand(terminal))
                                        .addSubcommand(new EnvironmentCommand.History(terminal)))
                        .addSubcommand(new PendingCommand(terminal))
                        .addSubcommand(new ComponentsCommand(terminal))
                        .addSubcommand(new EventCommand(terminal))
                        .addSubcommand(new EventsCommand(terminal))
                        .addSubcommand(new RefusalsCommand(terminal))
                        .addSubcommand(new ProductsCommand(terminal))
                        .addSubcommand(new CheckpointCommand(terminal))
                        .addSubcommand(
                                new CommandLine(new KeysCommand())
                                        .addSubcommand(new KeysCommand.ListKeys(terminal))
                                        .addSubcommand(new KeysRotateCommand(terminal))
                                        .addSubcommand(new KeysCommand.ExportVerifier(terminal)))
                        .addSubcommand(new StatusCommand(terminal))
                        .addSubcommand(
                                new CommandLine(new EvidenceCommand())
                                        .addSubcommand(new EvidenceCommand.Put(terminal))
                                        .addSubcommand(new EvidenceCommand.Get(terminal))
                                        .addSubcommand(new EvidenceCheckCommand(terminal)))
                        .addSubcommand(new HolesCommand(terminal))
                        .addSubcommand(
                                new CommandLine(new ReconcileCommand(terminal))
                                        .addSubcommand(new ReconcileGitCommand(terminal)))
                        .addSubcommand(new VerifyCommand(terminal))
                        .addSubcommand(new WitnessCommand(terminal))
                        .addSubcommand(new MonitorCommand(terminal))
                        .addSubcommand(
                                new CommandLine(new ExportCommand())
                                        .addSubcommand(new ExportLogCommand(terminal))
                                        .addSubcommand(new ExportEventCommand(terminal)))
                        .addSubcommand(
                                new CommandLine(new RecoverCommand())
                                        .addSubcommand(new RecoverCommand.Heads(terminal)));
        root.setDefaultValueProvider(new EnvironmentDefaults(terminal.environment()));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setExecutionStrategy(new ArgumentRules());
        root.setOut(new PrintWriter(terminal.out(), true, UTF_8));
        root.setErr(new PrintWriter(terminal.err(), true, UTF_8));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        root.setParameterExceptionHandler((e, args) -> usageError(e, terminal));
        root.setExecutionExceptionHandler((e, command, parsed) -> failure(e, terminal));
        return root;
    }

    private static CommandLine emit(Terminal terminal) {
        CommandLine emit =
                new CommandLine(new EmitCommand(terminal))
                        .addSubcommand(new EmitBuildCommand(terminal))
                        .addSubcommand(new EmitTestCommand(terminal))
                        .addSubcommand(new EmitScanCommand(terminal))
                        .addSubcommand(new EmitArtifactCommand(terminal))
                        .addSubcommand(new EmitDeployCommand(terminal))
                        .addSubcommand(new EmitApprovalRequestCommand(terminal))
                        .addSubcommand(new EmitReleaseCommand(terminal))
                        .addSubcommand(new EmitJUnitCommand(terminal))
                        .addSubcommand(new EmitCycloneDxCommand(terminal))
                        .addSubcommand(new EmitSpdxCommand(terminal))
                        .addSubcommand(new EmitSarifCommand(terminal))
                        .addSubcommand(new EmitCsvCommand(terminal))
                        .addSubcommand(new EmitReqIfCommand(terminal))
                        .addSubcommand(new OpenFastTraceCommand(terminal));
        EmitManifestCommand.addAll(emit, terminal);
        return emit;
    }

    private static int usageError(ParameterException e, Terminal terminal) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.say("error: %s; see %s --help".formatted(e.getMessage(), command));
        return ExitCode.USAGE;
    }

    /** An error of the program's own still names what failed, but never shows where in the code. */
    private static int failure(Exception e, Terminal terminal) {
        if (e instanceof CliException expected) {
            terminal.say("error: " + expected.getMessage());
            return expected.exitCode();
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        terminal.say("error: " + message);
        return ExitCode.ERROR;
    }
}
