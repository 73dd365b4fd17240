package dev.goldthread.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which requirements a digest satisfies, and how that is known. */
@Command(
        name = "digest",
        description = "Which requirements a running digest satisfies, and how that is known.",
        mixinStandardHelpOptions = true)
final class TraceDigestCommand implements Callable<Integer> {

    private static final Pattern DIGEST = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");

    @Mixin private final TracePrinter printer = new TracePrinter();
    @Mixin private final FilterOption filter = new FilterOption();

    @Option(
            names = "--product",
            paramLabel = "PRODUCT",
            description =
                    "The product (default: every product is asked, and all that know it answer).")
    private Optional<String> product = Optional.empty();

    @Parameters(
            index = "0",
            paramLabel = "DIGEST",
            description = "sha256: and 64 lower-case hexadecimal digits.")
    private String digest = "";

    private final Terminal terminal;

    TraceDigestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var form = DIGEST.matcher(digest);
        if (!form.matches()) {
            throw CliException.usage(
                    "DIGEST must be sha256: and 64 lower-case hexadecimal digits, but is \"%s\"; give the digest, not a tag"
                            .formatted(digest));
        }
        LedgerClient client = printer.open();
        String rest = "digests/sha256:%s/trace".formatted(form.group(1));
        if (product.isPresent()) {
            printer.print(client, printer.path(product.get(), rest, filter.query()), terminal);
        } else {
            askEveryProduct(client, rest);
        }
        return ExitCode.OK;
    }

    private void askEveryProduct(LedgerClient client, String rest) {
        List<String> paths = new ArrayList<>();
        for (JsonNode each : client.get("/v1/products").path("products")) {
            paths.add(printer.path(each.path("product").asText(), rest, filter.query()));
        }
        if (printer.printKnown(client, paths, terminal) == 0) {
            throw CliException.error(
                    "none of %d products knows digest %s; check it, or emit the artifact.published event that records it"
                            .formatted(paths.size(), digest));
        }
    }
}
