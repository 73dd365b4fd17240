package dev.goldthread.api.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Where the API is and who asks; a mixin for commands that know their data folder. */
final class ConnectionFlags {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of the ledger (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(names = "--token", paramLabel = "TOKEN", description = "Bearer token.")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File that holds the token (default: operator.token in the data folder, when the ledger is on this machine).")
    private Optional<Path> tokenFile = Optional.empty();

    URI url() {
        return url;
    }

    /** Of the data folder, only the operator's token is read. */
    LedgerClient open(Path data) {
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
            throw CliException.usage(
                    "--url must be http://host:port or https://…, but is \"%s\"; correct it"
                            .formatted(url));
        }
        return new LedgerClient(url, token.map(String::strip).or(() -> readToken(data)));
    }

    private Optional<String> readToken(Path data) {
        if (tokenFile.isPresent()) {
            return Optional.of(read(tokenFile.get()));
        }
        Path operator = data.resolve("operator.token");
        return LOOPBACK.contains(url.getHost()) && Files.isReadable(operator)
                ? Optional.of(read(operator))
                : Optional.empty();
    }

    private static String read(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (!token.isEmpty()) {
                return token;
            }
        } catch (IOException e) {
            throw CliException.usage(
                    "token file %s cannot be read; check the path and its permissions"
                            .formatted(file));
        }
        throw CliException.usage("token file %s is empty; put the token into it".formatted(file));
    }
}
