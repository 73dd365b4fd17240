package dev.goldthread.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;

/** The one-line text of the event schema, from the IDL and as committed. */
final class SchemaText {

    private static final Path IDL = Path.of("src/main/avro/event.avdl");
    private static final Path COMMITTED =
            Path.of("src/main/resources/dev/goldthread/schemas/event.avsc");
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaText() {}

    /** What the IDL compiles to, without its comments: they are for readers of the IDL. */
    static String compiled() throws IOException {
        JsonNode tree = JSON.readTree(documented().toString());
        removeDocs(tree);
        return new Schema.Parser().parse(tree.toString()).toString();
    }

    static Schema documented() throws IOException {
        return new IdlReader().parse(IDL).getMainSchema();
    }

    static String committed() throws IOException {
        return Files.readString(COMMITTED);
    }

    static void commit(String text) throws IOException {
        Files.writeString(COMMITTED, text);
    }

    private static void removeDocs(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("doc");
        }
        node.forEach(SchemaText::removeDocs);
    }
}
