package dev.goldthread.api.cli;

import dev.goldthread.api.manifest.DataManifest;
import dev.goldthread.api.manifest.DataManifest.Kind;
import dev.goldthread.api.manifest.MissingMembersException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what data, a training or a validation is made of; one command for each kind. */
@Command(
        description = "Says what it is made of, from a manifest (JSON or YAML).",
        mixinStandardHelpOptions = true)
final class EmitManifestCommand implements Callable<Integer> {

    @Mixin private final ProductOption product = new ProductOption();
    @Mixin private final CiFlags ci = new CiFlags();
    @Mixin private final Emission emission = new Emission();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "The manifest.")
    private Path file = Path.of("");

    private final Kind kind;
    private final Terminal terminal;

    private EmitManifestCommand(Kind kind, Terminal terminal) {
        this.kind = kind;
        this.terminal = terminal;
    }

    static void addAll(CommandLine emit, Terminal terminal) {
        for (Kind kind : Kind.values()) {
            emit.addSubcommand(kind.word(), new EmitManifestCommand(kind, terminal));
        }
    }

    @Override
    public Integer call() {
        DataManifest manifest = new DataManifest(kind, ManifestFile.read(file));
        try {
            return emission.emit(
                    terminal,
                    ci.facts(product.name(), CiFlags.Doer.PIPELINE, emission.data(), terminal),
                    facts -> List.of(manifest.event(facts)));
        } catch (MissingMembersException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }
}
