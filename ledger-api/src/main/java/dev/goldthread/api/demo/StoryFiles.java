package dev.goldthread.api.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The story as it lies on the class path.
 *
 * @param product whose story it is
 * @param production the digest that runs in production at its end
 * @param files in the order in which it is told
 * @param remains the problems that the whole story leaves open in the trace of its last release
 */
public record StoryFiles(String product, String production, List<File> files, List<Found> remains) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public StoryFiles {
        files = List.copyOf(files);
        remains = List.copyOf(remains);
    }

    /**
     * One file, as a tool would send it.
     *
     * @param post path and query it is posted to
     * @param about what happened, in one sentence
     * @param trace the release whose trace shows that the file is missing
     * @param ifRemoved the one finding that appears when it is left out
     */
    public record File(String name, String post, String about, String trace, Found ifRemoved) {

        /** The file's bytes. */
        public byte[] body() {
            return resource(name);
        }

        /** What its bytes are, by its name. */
        public String contentType() {
            if (name.endsWith(".xml")) {
                return "application/xml";
            }
            return name.endsWith(".ndjson") ? "application/x-ndjson" : "application/json";
        }
    }

    /** A finding on a node. */
    public record Found(String type, String id, String code) {
        @Override
        public String toString() {
            return "%s %s %s".formatted(type, id, code);
        }
    }

    public static StoryFiles load() {
        try {
            JsonNode story = JSON.readTree(resource("story.json"));
            return new StoryFiles(
                    story.get("product").textValue(),
                    story.get("production").textValue(),
                    list(story.get("files")).stream().map(StoryFiles::file).toList(),
                    list(story.get("remains")).stream().map(StoryFiles::found).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File file(JsonNode file) {
        return new File(
                file.get("file").textValue(),
                file.get("post").textValue(),
                file.get("about").textValue(),
                file.get("ifRemoved").get("trace").textValue(),
                found(file.get("ifRemoved")));
    }

    private static Found found(JsonNode json) {
        JsonNode node = json.get("node");
        return new Found(
                node.get("type").textValue(),
                node.get("id").textValue(),
                json.get("code").textValue());
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static byte[] resource(String name) {
        try (InputStream in =
                StoryFiles.class.getResourceAsStream("/dev/goldthread/story/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the story has no file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
