package dev.goldthread.api.cli;

import dev.goldthread.api.ci.CiEvents;
import dev.goldthread.api.ci.CiEvents.Published;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says that an artifact can be fetched. */
@Command(
        name = "artifact",
        description = "Says that this pipeline published an artifact (artifact.published).",
        mixinStandardHelpOptions = true)
final class EmitArtifactCommand implements Callable<Integer> {

    @Mixin private final ProductOption product = new ProductOption();
    @Mixin private final CiFlags ci = new CiFlags();
    @Mixin private final Emission emission = new Emission();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The artifact; its digest, size and name are taken from it.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--digest",
            paramLabel = "DIGEST",
            description = "sha256:… of the artifact, where there is no file, such as of an image.")
    private Optional<String> digest = Optional.empty();

    @Option(names = "--size", paramLabel = "BYTES", description = "Its size, with --digest.")
    private Optional<Long> size = Optional.empty();

    @Option(
            names = "--artifact-name",
            paramLabel = "NAME",
            description = "What people call it (default: the file's name).")
    private Optional<String> artifactName = Optional.empty();

    @Option(
            names = "--media-type",
            paramLabel = "TYPE",
            required = true,
            description = "What kind of bytes it is.")
    private String mediaType = "";

    @Option(names = "--artifact-version", paramLabel = "VERSION", description = "Its version.")
    private Optional<String> version = Optional.empty();

    @Option(names = "--purl", paramLabel = "PURL", description = "Its package URL.")
    private Optional<String> purl = Optional.empty();

    @Option(names = "--uri", paramLabel = "URI", description = "Where it can be fetched.")
    private Optional<String> uri = Optional.empty();

    @Option(
            names = "--build",
            paramLabel = "ID",
            description = "The build it came out of (default: this run).")
    private Optional<String> build = Optional.empty();

    @Option(
            names = "--packages",
            paramLabel = "DIGEST",
            description = "Model that it carries, sha256:…; as often as needed.")
    private List<String> models = new ArrayList<>();

    private final Terminal terminal;

    EmitArtifactCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Published artifact =
                new Published(
                        digest(),
                        size(),
                        mediaType,
                        artifactName(),
                        version,
                        purl,
                        uri,
                        build,
                        models);
        return emission.emit(
                terminal,
                ci.facts(product.name(), CiFlags.Doer.PIPELINE, emission.data(), terminal),
                facts -> List.of(new CiEvents(facts).artifact(artifact)));
    }

    /** A digest that is given must be the file's. */
    private String digest() {
        Optional<String> ofFile = file.map(EmitArtifactCommand::digestOf);
        if (ofFile.isPresent() && digest.isPresent() && !ofFile.equals(digest)) {
            throw CliException.error(
                    "--digest is %s, but file %s has digest %s; publish what was built"
                            .formatted(digest.get(), file.orElseThrow(), ofFile.get()));
        }
        return ofFile.or(() -> digest)
                .orElseThrow(
                        () -> CliException.usage("no artifact; give FILE, or --digest and --size"));
    }

    private static String digestOf(Path file) {
        try (InputStream in =
                new DigestInputStream(
                        Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw unreadable(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    private long size() {
        return file.map(EmitArtifactCommand::sizeOf)
                .or(() -> size)
                .orElseThrow(
                        () -> CliException.usage("--digest needs --size; give the size in bytes"));
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private String artifactName() {
        return artifactName
                .or(() -> file.map(path -> String.valueOf(path.getFileName())))
                .orElseThrow(
                        () ->
                                CliException.usage(
                                        "--digest needs --artifact-name; say what people call it"));
    }

    private static CliException unreadable(Path file) {
        return CliException.error(
                "file %s cannot be read; check the path and its permissions".formatted(file));
    }
}
