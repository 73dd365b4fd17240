package dev.goldthread.api.cli;

import dev.goldthread.api.cli.LedgerClient.Answer;
import dev.goldthread.api.foreign.UnreadableException;
import dev.goldthread.api.report.table.Mapping;
import dev.goldthread.api.report.table.MappingJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that says which column of a table means what. */
final class MappingFile {

    private MappingFile() {}

    /**
     * @throws CliException when it cannot be read, with the place
     */
    static Mapping read(Path file) {
        try {
            return MappingJson.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw CliException.usage(
                    "mapping %s cannot be read; check the path and its permissions"
                            .formatted(file));
        } catch (UnreadableException e) {
            throw CliException.usage("mapping %s: %s".formatted(file, e.violation()));
        }
    }

    /** Lets the ledger keep it, so that events can cite it. */
    static void keep(Mapping mapping, EventSender sender) {
        Answer answer =
                sender.deliver(
                        "/v1/reports/mappings", "application/json", mapping.text().toBytes());
        if (!answer.isOk()) {
            throw CliException.error(
                    "the ledger does not take the mapping: %s".formatted(answer.problem()));
        }
    }
}
