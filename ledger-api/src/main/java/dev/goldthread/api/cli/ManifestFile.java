package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a manifest: JSON, or YAML where the file's name ends like it. */
final class ManifestFile {

    private static final int BYTES_MAX = 4 * 1024 * 1024;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final ObjectMapper YAML =
            YAMLMapper.builder(new YAMLFactory())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private ManifestFile() {}

    static ObjectNode read(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml");
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw CliException.error(
                        "manifest %s may have %d bytes, but has %d; name long lists by their digest"
                                .formatted(file, BYTES_MAX, Files.size(file)));
            }
            JsonNode tree = (isYaml ? YAML : JSON).readTree(Files.readAllBytes(file));
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw CliException.error(
                    "manifest %s must be an object with named members; see docs/emit.md"
                            .formatted(file));
        } catch (JsonProcessingException e) {
            throw CliException.error(
                    "manifest %s is not %s: %s; correct it"
                            .formatted(file, isYaml ? "YAML" : "JSON", e.getOriginalMessage()));
        } catch (IOException e) {
            throw CliException.error(
                    "file %s cannot be read; check the path and its permissions".formatted(file));
        }
    }
}
