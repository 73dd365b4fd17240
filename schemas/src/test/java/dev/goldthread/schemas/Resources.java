package dev.goldthread.schemas;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;

/** Reads the module's files from the class path, as other modules do. */
final class Resources {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private Resources() {}

    static JsonNode vocabulary() {
        return json("vocabulary.json");
    }

    static JsonNode json(String name) {
        try (InputStream in = open(name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    static Schema eventSchema() {
        try (InputStream in = open("event.avsc")) {
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values of {@code member} in the objects of {@code array}. */
    static Set<String> names(JsonNode array, String member) {
        return stream(array).map(row -> row.get(member).asText()).collect(Collectors.toSet());
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(
                Resources.class.getResourceAsStream("/dev/goldthread/schemas/" + name), name);
    }
}
