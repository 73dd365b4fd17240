package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a source's own list: ids one per line, or a JSON array of them; an id may come again. */
final class SourceList {

    private SourceList() {}

    /**
     * In order.
     *
     * @param file or - for standard input
     */
    static List<String> read(String file, Terminal terminal) {
        return ids(text(file, terminal)).stream().sorted().toList();
    }

    private static String text(String file, Terminal terminal) {
        try {
            return file.equals("-")
                    ? new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw CliException.error(
                    "list %s cannot be read; check the path and its permissions".formatted(file));
        }
    }

    /** An empty list says that the source has nothing; it must be meant. */
    private static List<String> ids(String text) {
        List<String> ids = new ArrayList<>();
        if (text.stripLeading().startsWith("[")) {
            try {
                for (JsonNode id : LedgerClient.JSON.readTree(text)) {
                    if (!id.isTextual()) {
                        throw CliException.error(
                                "the list must hold ids in quotes, but holds %s; correct it"
                                        .formatted(id));
                    }
                    ids.add(id.textValue());
                }
                return ids;
            } catch (JsonProcessingException e) {
                throw CliException.error(
                        "the list is not JSON: %s; correct it".formatted(e.getOriginalMessage()));
            }
        }
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(ids::add);
        if (ids.isEmpty()) {
            throw CliException.error(
                    "the list is empty, which looks like a broken export; give [] where the source"
                            + " has nothing");
        }
        return ids;
    }
}
