package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.LedgerName;
import dev.goldthread.core.seal.Origin;
import dev.goldthread.streams.keys.KeyBook;
import dev.goldthread.streams.keys.KeyFolder;
import dev.goldthread.streams.keys.KeyRefusedException;
import dev.goldthread.streams.keys.KnownKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys that sign checkpoints, as the data folder of the checkpointer knows them. */
@Command(
        name = "keys",
        description = "Lists and rotates the keys that sign checkpoints.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {

    private static KeyBook book(DataOption data) {
        try {
            return new KeyFolder(data.path())
                    .book()
                    .orElseThrow(
                            () ->
                                    CliException.error(
                                            "data folder %s has no keys; set --data to that of the checkpointer, and start it once"
                                                    .formatted(data.path())));
        } catch (KeyRefusedException e) {
            throw CliException.error(String.valueOf(e.getMessage()));
        }
    }

    /** Every public key, oldest first. */
    @Command(
            name = "list",
            description = "Lists the public keys, oldest first. Works without a running ledger.",
            mixinStandardHelpOptions = true)
    static final class ListKeys implements Callable<Integer> {

        @Mixin private final DataOption data = new DataOption();
        @Mixin private final OutputOption output = new OutputOption();
        private final Terminal terminal;

        ListKeys(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            KeyBook book = book(data);
            terminal.print(
                    output.isJson()
                            ? OutputOption.json(json(book))
                            : table(book, terminal.columns()));
            return ExitCode.OK;
        }

        private static String state(KeyBook book, KnownKey key) {
            if (key.equals(book.current())) {
                return "in use";
            }
            return book.keys().contains(key) ? "retired" : "next";
        }

        private static String base64(KnownKey key) {
            return Base64.getEncoder().encodeToString(key.publicKey().toBytes());
        }

        private static String table(KeyBook book, OptionalInt columns) {
            List<List<String>> rows = new ArrayList<>();
            for (KnownKey key : book.all()) {
                rows.add(
                        List.of(
                                Integer.toString(rows.size() + 1),
                                state(book, key),
                                key.since().toString(),
                                base64(key),
                                key.fingerprint()));
            }
            return Tables.of(
                    List.of("KEY", "STATE", "SINCE", "PUBLIC KEY (ED25519)", "FINGERPRINT"),
                    rows,
                    columns);
        }

        private static ObjectNode json(KeyBook book) {
            ObjectNode json = LedgerClient.JSON.createObjectNode();
            for (KnownKey key : book.all()) {
                ObjectNode one = json.withArray("keys").addObject();
                one.put("state", state(book, key))
                        .put("since", key.since().toString())
                        .put("publicKey", base64(key))
                        .put("fingerprint", key.fingerprint());
                ObjectNode from = one.putObject("fromSizes");
                key.fromSizes().forEach((product, size) -> from.put(product.name(), size));
            }
            return json;
        }
    }

    /** What a verifier needs. */
    @Command(
            name = "export-verifier",
            description = {
                "Prints the verifier key of a product's log: what others need to check its checkpoints.",
                "Give it to them by another way than the checkpoints. Works without a running ledger."
            },
            mixinStandardHelpOptions = true)
    static final class ExportVerifier implements Callable<Integer> {

        private static final String NAME_FILE = "ledger-name";

        @Mixin private final DataOption data = new DataOption();

        @Option(
                names = "--all",
                description = "Also the keys before, oldest first, for old checkpoints.")
        private boolean all;

        @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
        private String product = "";

        private final Terminal terminal;

        ExportVerifier(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            KeyBook book = book(data);
            Origin origin = origin();
            List<KnownKey> wanted = all ? book.keys() : List.of(book.current());
            wanted.forEach(key -> terminal.print(key.verifierKey(origin).text() + "\n"));
            return ExitCode.OK;
        }

        private Origin origin() {
            Path file = data.path().resolve(NAME_FILE);
            try {
                return new Origin(
                        new LedgerName(Files.readString(file).strip()), new Product(product));
            } catch (IOException e) {
                throw CliException.error(
                        "%s cannot be read; set --data to a ledger's data folder".formatted(file));
            } catch (IllegalArgumentException e) {
                throw CliException.usage(String.valueOf(e.getMessage()));
            }
        }
    }
}
