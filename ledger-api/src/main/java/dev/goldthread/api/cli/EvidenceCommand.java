package dev.goldthread.api.cli;

import dev.goldthread.api.cli.LedgerClient.Answer;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Content that events name by its digest. */
@Command(
        name = "evidence",
        description = "Puts content into the evidence store, gets it out, and checks it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class EvidenceCommand {

    private static final int PIECE_BYTES = 8 * 1024 * 1024;

    static Digest digestOf(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
            return Digest.of(sha256.digest());
        } catch (IOException e) {
            throw unreadable(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }

    /** Sends content, piece by piece; goes on where an earlier try was cut off. */
    static void send(LedgerClient client, Digest digest, InputStream in, long total)
            throws IOException {
        long at = 0;
        while (true) {
            byte[] piece = in.readNBytes(PIECE_BYTES);
            Answer answer = put(client, digest, piece, at, total);
            if (answer.status() == HttpURLConnection.HTTP_CREATED) {
                return;
            }
            at += piece.length;
            long wanted = answer.json().path("receivedBytes").asLong(-1);
            if (wanted < at || (at == total && wanted != at)) {
                throw CliException.error(
                        wanted < 0
                                ? answer.problem()
                                : "the ledger has %d bytes of it, but %d were sent; try again"
                                        .formatted(wanted, at));
            }
            in.skipNBytes(wanted - at);
            at = wanted;
        }
    }

    private static Answer put(
            LedgerClient client, Digest digest, byte[] piece, long at, long total) {
        Map<String, String> headers =
                piece.length == total
                        ? Map.of()
                        : Map.of(
                                "Content-Range",
                                "bytes %d-%d/%d".formatted(at, at + piece.length - 1, total));
        return client.put(
                "/v1/evidence?sha256=" + digest.hex(), "application/octet-stream", piece, headers);
    }

    private static CliException unreadable(Path file) {
        return CliException.error(
                "file %s cannot be read; check the path and its permissions".formatted(file));
    }

    /** Puts a file, piece by piece; goes on where an earlier try was cut off. */
    @Command(
            name = "put",
            description = "Puts a file into the evidence store and prints its digest.",
            mixinStandardHelpOptions = true)
    static final class Put implements Callable<Integer> {

        @Mixin private final Connection connection = new Connection();

        @Parameters(index = "0", paramLabel = "FILE", description = "The content.")
        private Path file = Path.of("");

        private final Terminal terminal;

        Put(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Digest digest = digestOf(file);
            LedgerClient client = connection.open();
            try (InputStream in = Files.newInputStream(file)) {
                send(client, digest, in, Files.size(file));
            } catch (IOException e) {
                throw unreadable(file);
            }
            terminal.print(digest.hex() + "\n");
            return ExitCode.OK;
        }
    }

    /** Gets content out. */
    @Command(
            name = "get",
            description = "Writes the content with this digest to a file, and checks it.",
            mixinStandardHelpOptions = true)
    static final class Get implements Callable<Integer> {

        @Mixin private final Connection connection = new Connection();

        @Parameters(
                index = "0",
                paramLabel = "SHA256",
                description = "64 lower-case hexadecimal digits.")
        private String sha256 = "";

        @Option(
                names = "--out",
                paramLabel = "FILE",
                required = true,
                description = "Where to write it.")
        private Path out = Path.of("");

        private final Terminal terminal;

        Get(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            String digest = sha256.replaceFirst("^sha256:", "");
            connection.open().download("/v1/evidence/" + LedgerClient.encode(digest), out);
            if (!digestOf(out).hex().equals(digest)) {
                throw CliException.failed(
                        "what the ledger sent has another digest than %s; do not use %s"
                                .formatted(digest, out));
            }
            terminal.print("%s has digest %s%n".formatted(out, digest));
            return ExitCode.OK;
        }
    }
}
