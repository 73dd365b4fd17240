package dev.goldthread.api.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** The story as it lies on the class path. */
record StoryFiles(String production, List<File> files, List<Found> remains) {

    static final ObjectMapper JSON = new ObjectMapper();

    /** One file, where it is posted, and the one finding that appears when it is left out. */
    record File(String name, String post, String about, String trace, Found ifRemoved) {
        byte[] body() {
            return resource(name);
        }
    }

    /** A finding on a node. */
    record Found(String type, String id, String code) {
        @Override
        public String toString() {
            return "%s %s %s".formatted(type, id, code);
        }
    }

    static StoryFiles load() {
        try {
            JsonNode story = JSON.readTree(resource("story.json"));
            return new StoryFiles(
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

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    static byte[] resource(String name) {
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
