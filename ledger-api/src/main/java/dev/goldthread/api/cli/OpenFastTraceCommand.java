package dev.goldthread.api.cli;

import dev.goldthread.api.report.Reading;
import dev.goldthread.api.report.ReportQuery;
import dev.goldthread.api.report.openfasttrace.OpenFastTraceReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends the specification items and coverage tags of a source tree, all at once. */
@Command(
        name = "openfasttrace",
        description = {
            "Sends specification items of Markdown files and coverage tags of source files.",
            "All files that hold some go together, as one zip."
        },
        mixinStandardHelpOptions = true)
final class OpenFastTraceCommand implements Callable<Integer>, ReportRun.Format {

    /** Larger files are not written by hand. */
    private static final long SOURCE_BYTES_MAX = 2 * 1024 * 1024;

    @Mixin private final ReportFlags flags = new ReportFlags();

    @Option(
            names = "--level",
            paramLabel = "TYPE:LEVEL",
            description = "Level of an item type, beside feat, req, arch and dsn.")
    private List<String> levels = new ArrayList<>();

    @Option(names = "--changed", description = "The items are new revisions of known requirements.")
    private boolean changed;

    private final Terminal terminal;

    OpenFastTraceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ReportPaths all = new ReportPaths(_ -> true);
        List<Path> files = new ArrayList<>();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            for (Path file : all.files(flags.paths())) {
                if (isSource(file)) {
                    byte[] content = Files.readAllBytes(file);
                    if (OpenFastTraceReport.says(file.toString(), content)) {
                        add(zip, file, content);
                        files.add(file);
                    }
                }
            }
        } catch (IOException e) {
            throw CliException.error("files cannot be read: %s".formatted(e.getMessage()));
        }
        if (files.isEmpty()) {
            throw CliException.error(
                    "no file holds a specification item or a coverage tag; nothing was sent");
        }
        terminal.say("%,d files hold items or tags".formatted(files.size()));
        return new ReportRun(terminal, flags, this)
                .of(
                        new ReportRun.Content(
                                "openfasttrace.zip", files.getFirst(), zipped::toByteArray));
    }

    private static boolean isSource(Path file) throws IOException {
        boolean isHidden = false;
        for (Path part : file) {
            String name = part.toString();
            isHidden |= name.length() > 1 && name.startsWith(".") && !name.equals("..");
        }
        return !isHidden && Files.size(file) <= SOURCE_BYTES_MAX;
    }

    /** The same files give the same bytes, so that a retry is the same report. */
    private static void add(ZipOutputStream zip, Path file, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(file.normalize().toString().replace('\\', '/'));
        entry.setTimeLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @Override
    public String name() {
        return "openfasttrace";
    }

    @Override
    public RouteQuery complete(RouteQuery query, Path file) {
        return query.with("level", levels).with("changed", String.valueOf(changed));
    }

    @Override
    public Reading read(byte[] content, ReportQuery query, Path file) {
        String event = changed ? "requirement.changed" : "requirement.recorded";
        return OpenFastTraceReport.read(
                content, new OpenFastTraceReport.Query(query, event, levels, file.toString()));
    }
}
