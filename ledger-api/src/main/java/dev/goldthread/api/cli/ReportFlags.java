package dev.goldthread.api.cli;

import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.core.event.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command that sends reports takes. */
final class ReportFlags {

    private static final String TIME_OF_FILE = "file";

    @Mixin final Connection connection = new Connection();
    @Mixin final OutputOption output = new OutputOption();
    @Mixin final WaitOption wait = new WaitOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders or patterns such as 'target/*/TEST-*.xml'.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--product",
            paramLabel = "PRODUCT",
            required = true,
            description = "The product whose history this is.")
    private String product = "";

    @Option(
            names = "--source",
            paramLabel = "URI",
            description = "The instance that made the reports, such as the CI server.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--actor",
            paramLabel = "KEY",
            description = "The system that sends them (default: whom the token names).")
    private Optional<String> actor = Optional.empty();

    @Option(
            names = "--occurred-at",
            paramLabel = "TIME|file",
            description =
                    "When it happened, for reports that do not say: ISO 8601 with Z, or the word file for each file's own time.")
    private Optional<String> occurredAt = Optional.empty();

    @Option(
            names = "--dry-run",
            description =
                    "Read the reports here, print their events one per line, and send nothing.")
    boolean dryRun;

    List<String> paths() {
        return List.copyOf(paths);
    }

    Product product() {
        return ProductOption.named(product);
    }

    /** For reading a file here, as the ledger would. */
    ReportQuery common(Path file) {
        return new ReportQuery(product(), actor.orElse("dry-run"), source, time(file));
    }

    /** What all routes take. */
    RouteQuery routeQuery(Path file) {
        return new RouteQuery()
                .with("product", product().name())
                .with("source", source)
                .with("actor", actor)
                .with("occurredAt", time(file).map(Instant::toString));
    }

    private Optional<Instant> time(Path file) {
        return occurredAt.map(text -> text.equals(TIME_OF_FILE) ? changed(file) : instant(text));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw CliException.usage(
                    "--occurred-at must be ISO 8601 with Z, as in 2026-02-21T09:30:00Z, or the word file, but is \"%s\"; correct it"
                            .formatted(text));
        }
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (IOException e) {
            throw CliException.error("the time of %s cannot be read".formatted(file));
        }
    }
}
