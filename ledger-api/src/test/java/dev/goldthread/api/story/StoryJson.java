package dev.goldthread.api.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reading JSON in these tests. */
final class StoryJson {

    static final ObjectMapper JSON = new ObjectMapper();

    private StoryJson() {}

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
