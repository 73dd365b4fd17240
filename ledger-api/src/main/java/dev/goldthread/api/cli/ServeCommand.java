package dev.goldthread.api.cli;

import dev.goldthread.api.node.Node;
import dev.goldthread.api.node.NodeOptions;
import dev.goldthread.api.node.NodeRole;
import dev.goldthread.api.routing.InstanceAddress;
import dev.goldthread.streams.embedded.DataFolderInUseException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Runs a ledger until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Runs a ledger: broker, registry, sealer, projector, checkpointer and API in one program, on this machine only",
            "unless told otherwise. The first start writes the operator's token into the data folder."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Duration FAILURE_CHECK = Duration.ofSeconds(1);

    @Mixin private final NodeFlags flags = new NodeFlags();
    @Mixin private final SigningFlags signing = new SigningFlags();
    @Mixin private final OutsideFlags outside = new OutsideFlags();
    @Mixin private final EvidenceFlags evidence = new EvidenceFlags();

    @Option(
            names = "--roles",
            paramLabel = "ROLE",
            split = ",",
            converter = RoleName.class,
            description = {
                "Run these parts only, against --bootstrap-servers: gate, sealer, projector, checkpointer, api (default: all).",
                "The api needs gate and projector beside it for now. Every process needs a data folder of its own."
            })
    private Set<NodeRole> roles = NodeRole.all();

    @Option(
            names = "--advertise",
            paramLabel = "URL",
            description = {
                "Where other instances of this ledger reach this one, such as http://10.0.0.5:8080, when several share",
                "--bootstrap-servers; all with http or all with https (docs/instances.md)."
            })
    private Optional<String> advertised = Optional.empty();

    private final Terminal terminal;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        long startNanos = System.nanoTime();
        try (Node node = start()) {
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            terminal.say("");
            terminal.say(
                    "Goldthread serves at %s, ready in %s"
                            .formatted(
                                    node.address().map(URI::toString).orElse("its topics"),
                                    NodeProgress.seconds(took)));
            terminal.say("  data   %s".formatted(node.data()));
            if (node.address().isPresent()) {
                terminal.say("  token  %s".formatted(node.data().resolve("operator.token")));
            }
            terminal.say("Stop it with Ctrl-C.");
            return awaitFailure(node);
        }
    }

    private Node start() {
        NodeOptions options = options();
        try {
            return Node.start(options, new NodeProgress(terminal));
        } catch (DataFolderInUseException | IllegalStateException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }

    private NodeOptions options() {
        try {
            NodeOptions options = flags.options();
            NodeOptions alone =
                    options.withRoles(roles)
                            .withSigning(new NodeOptions.Signing(signing.key(), signing.next()))
                            .withOutside(outside.options(options.data()))
                            .withEvidence(evidence.options());
            return advertised.map(InstanceAddress::parse).map(alone::withAdvertised).orElse(alone);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static final class RoleName implements ITypeConverter<NodeRole> {
        @Override
        public NodeRole convert(String name) {
            try {
                return NodeRole.named(name.strip());
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * A stop by signal ends the process from its shutdown hooks; only a failure comes back here.
     */
    private int awaitFailure(Node node) throws InterruptedException {
        while (node.failure().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(FAILURE_CHECK.toMillis());
        }
        String why = node.failure().map(Throwable::getMessage).orElse("unknown");
        terminal.say("error: a part of the ledger ended: " + why);
        return ExitCode.ERROR;
    }
}
