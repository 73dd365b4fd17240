package dev.goldthread.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;

/** The one-line text of the event schema, from the IDL and as committed. */
final class SchemaText {

    static final Path IDL = Path.of("src/main/avro/event.avdl");
    static final Path COMMITTED = Path.of("src/main/resources/dev/goldthread/schemas/event.avsc");

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaText() {}

    /** What the IDL compiles to, without its comments: they are for readers of the IDL. */
    static String compiled() {
        try {
            Schema documented = new IdlReader().parse(IDL).getMainSchema();
            JsonNode tree = JSON.readTree(documented.toString());
            removeDocs(tree);
            return new Schema.Parser().parse(tree.toString()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String committed() {
        try {
            return Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(String text) {
        try {
            Files.writeString(COMMITTED, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeDocs(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("doc");
        }
        node.forEach(SchemaText::removeDocs);
    }
}
