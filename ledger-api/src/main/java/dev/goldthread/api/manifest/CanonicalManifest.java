package dev.goldthread.api.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.goldthread.core.event.Digest;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that a manifest's digest is made of: JSON without blanks, members sorted by name. Says
 * the same whether the manifest was written as JSON, as YAML or in flags.
 */
public final class CanonicalManifest {

    private static final ObjectMapper SORTED =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private CanonicalManifest() {}

    /** {@code sha256:} and 64 hexadecimal digits. */
    public static String digest(JsonNode manifest) {
        return "sha256:" + Digest.sha256(bytes(manifest)).hex();
    }

    public static byte[] bytes(JsonNode manifest) {
        try {
            Object sorted = SORTED.treeToValue(manifest, Object.class);
            return SORTED.writeValueAsString(sorted).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
