package dev.goldthread.api.cli;

import dev.goldthread.api.ci.CiEvents;
import dev.goldthread.api.ci.CiEvents.Scan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a scanner found. */
@Command(
        name = "scan",
        description = "Says what a scanner found and what is tolerated (scan.finished).",
        mixinStandardHelpOptions = true)
final class EmitScanCommand implements Callable<Integer> {

    @Mixin private final ProductOption product = new ProductOption();
    @Mixin private final CiFlags ci = new CiFlags();
    @Mixin private final Emission emission = new Emission();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            required = true,
            description = "SAST, SCA, SECRETS, LICENCE, IAC or DAST.")
    private String kind = "";

    @Option(
            names = "--scans",
            paramLabel = "DIGEST",
            description = "What was scanned, sha256:…; as often as needed (default: the commit).")
    private List<String> scans = new ArrayList<>();

    @Option(
            names = "--found",
            paramLabel = "SEVERITY=COUNT",
            description =
                    "How many findings of CRITICAL, HIGH, MEDIUM, LOW or INFO; none when left out.")
    private Map<String, Integer> found = new LinkedHashMap<>();

    @Option(
            names = "--tolerated",
            paramLabel = "SEVERITY=COUNT",
            required = true,
            description = "How many findings of a severity are tolerated; as often as needed.")
    private Map<String, Integer> tolerated = new LinkedHashMap<>();

    @Option(
            names = "--verdict",
            paramLabel = "VERDICT",
            description = "What the scanner itself says: PASS or FAIL.")
    private Optional<String> verdict = Optional.empty();

    @Option(names = "--scanner", paramLabel = "TEXT", description = "The scanner and its version.")
    private Optional<String> scanner = Optional.empty();

    private final Terminal terminal;

    EmitScanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return emission.emit(
                terminal,
                ci.facts(product.name(), CiFlags.Doer.PIPELINE, emission.data(), terminal),
                facts ->
                        List.of(
                                new CiEvents(facts)
                                        .scan(
                                                new Scan(
                                                        kind.toUpperCase(Locale.ROOT),
                                                        scans,
                                                        upper(found),
                                                        upper(tolerated),
                                                        verdict,
                                                        scanner))));
    }

    private static Map<String, Integer> upper(Map<String, Integer> counts) {
        Map<String, Integer> upper = new LinkedHashMap<>();
        counts.forEach(
                (typed, count) -> {
                    String severity = typed.toUpperCase(Locale.ROOT);
                    if (upper.put(severity, count) != null) {
                        throw CliException.usage(
                                "%s is counted more than once; leave out all but one"
                                        .formatted(severity));
                    }
                });
        return upper;
    }
}
