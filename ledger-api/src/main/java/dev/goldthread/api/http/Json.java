package dev.goldthread.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON trees and what is written without one into answers. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree of plain values has no JSON", e);
        }
    }

    /** Something that writes itself. */
    interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    /** The same JSON as the bytes of a tree. */
    static void write(OutputStream bytes, Writing writing) {
        try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("an answer cannot be written", e);
        }
    }

    /** What is written, as a tree. */
    static JsonNode tree(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, writing);
        return parse(bytes.toString(StandardCharsets.UTF_8));
    }

    /** Reads JSON that this program wrote. */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("this program's own JSON cannot be read", e);
        }
    }

    static MutableHttpResponse<byte[]> ok(JsonNode json) {
        return HttpResponse.ok(bytes(json)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
