package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.connection.ConnectionSettings;
import dev.goldthread.api.connection.ConnectionsException;
import dev.goldthread.api.connection.ConnectionsFile;
import dev.goldthread.api.owned.OwnerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a connection into the file of connections. */
@Command(
        name = "add",
        description = {
            "Adds a connection to connections.json in the data folder; a running ledger takes it at once.",
            "Without --secret-file and --secret-env a secret is made and kept in the folder."
        },
        mixinStandardHelpOptions = true)
final class ConnectionsAddCommand implements Callable<Integer> {

    private static final int SECRET_BYTES = 32;

    @Mixin private final DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name, such as pump-github.")
    private String name = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            description = "What it sends: github, gitlab, jira, …")
    private String format = "";

    @Option(
            names = "--product",
            paramLabel = "PRODUCT",
            description = "The product of all that no --match names.")
    private Optional<String> product = Optional.empty();

    @Option(
            names = "--match",
            paramLabel = "PATTERN=PRODUCT",
            description = "The product of a repository, project or job; * stands for anything.")
    private Map<String, String> matches = Map.of();

    @Option(
            names = "--environment",
            paramLabel = "THEIRS=OURS",
            description = "What the ledger calls an environment of the tool.")
    private Map<String, String> environments = Map.of();

    @Option(
            names = "--protected",
            paramLabel = "BRANCH",
            description = "A branch that takes nothing unreviewed; * stands for anything.")
    private List<String> protectedBranches = List.of();

    @Option(
            names = "--source",
            paramLabel = "URL",
            description =
                    "Page of its one repository, https://HOST/OWNER/NAME; reconcile asks its API.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--scheme",
            paramLabel = "SCHEME",
            description = "How it proves who it is (default: what the tool does by itself).")
    private Optional<String> scheme = Optional.empty();

    @Option(names = "--user", paramLabel = "USER", description = "User of the scheme basic.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the tool reaches the ledger (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "File with the secret, readable by its owner only.")
    private Optional<Path> secretFile = Optional.empty();

    @Option(
            names = "--secret-env",
            paramLabel = "NAME",
            description = "Variable with the secret, of the process that serves.")
    private Optional<String> secretVariable = Optional.empty();

    private final Terminal terminal;

    ConnectionsAddCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (product.isEmpty() && matches.isEmpty()) {
            throw CliException.usage(
                    "a connection needs a product; give --product, or --match PATTERN=PRODUCT");
        }
        if (secretFile.isPresent() && secretVariable.isPresent()) {
            throw CliException.usage(
                    "a connection has one secret; give --secret-file or --secret-env, not both");
        }
        try {
            ConnectionsFile file = new ConnectionsFile(data.path(), terminal.environment());
            OwnerFiles.createFolder(data.path());
            ConnectionSettings added = file.add(json());
            tell(added, file.path());
            return ExitCode.OK;
        } catch (ConnectionsException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be used".formatted(data.path()), e);
        }
    }

    private ObjectNode json() throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name).put("format", format);
        ObjectNode authentication = json.putObject("authentication");
        scheme.ifPresent(each -> authentication.put("scheme", each));
        user.ifPresent(each -> authentication.put("user", each));
        ObjectNode where = authentication.putObject("secret");
        if (secretVariable.isPresent()) {
            where.put("env", secretVariable.get());
        } else {
            where.put("file", secretPath());
        }
        product.ifPresent(each -> json.put("product", each));
        matches.forEach(
                (pattern, of) ->
                        json.withArray("products")
                                .addObject()
                                .put("match", pattern)
                                .put("product", of));
        environments.forEach((theirs, ours) -> json.withObject("environments").put(theirs, ours));
        protectedBranches.forEach(json.withArray("protectedBranches")::add);
        source.ifPresent(each -> json.put("source", each));
        return json;
    }

    /** Relative to the data folder where it lies in there, so that the folder can be moved. */
    private String secretPath() throws IOException {
        return secretFile.isPresent()
                ? secretFile.get().toAbsolutePath().normalize().toString()
                : "secrets/" + makeSecret().getFileName();
    }

    private Path makeSecret() throws IOException {
        if (!name.matches("[a-z0-9][a-z0-9._-]{0,47}")) {
            throw CliException.usage(
                    "NAME must be 1 to 48 lower-case letters, digits and . _ -, but is \"%s\""
                            .formatted(name));
        }
        Path file = data.path().resolve("secrets").resolve("hook-" + name);
        if (Files.exists(file)) {
            throw CliException.error(
                    "%s is there already; name it by --secret-file to use it, or delete it"
                            .formatted(file));
        }
        OwnerFiles.createFolder(file.resolveSibling(""));
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        boolean isStandard = scheme.filter("standard-webhooks"::equals).isPresent();
        OwnerFiles.write(
                file,
                isStandard
                        ? "whsec_" + Base64.getEncoder().encodeToString(random)
                        : HexFormat.of().formatHex(random));
        return file;
    }

    private void tell(ConnectionSettings added, Path file) {
        String secretAt =
                secretVariable
                        .map(each -> "variable " + each)
                        .or(() -> secretFile.map(Path::toString))
                        .orElse(data.path().resolve("secrets/hook-" + name).toString());
        terminal.print(
                """
                connection  %s
                address     %s/v1/hooks/%s/%s
                scheme      %s
                secret      %s
                written to  %s
                """
                        .formatted(
                                added.name(),
                                url.toString().replaceAll("/+$", ""),
                                added.format(),
                                added.name(),
                                added.scheme(),
                                secretAt,
                                file));
    }
}
