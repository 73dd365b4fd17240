package dev.goldthread.api.node;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.streams.embedded.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a running node can be reached, in its data folder for as long as it runs. */
final class EndpointFile implements AutoCloseable {

    static final String FILE = "endpoint.json";
    private static final Logger LOG = LoggerFactory.getLogger(EndpointFile.class);

    private final Path file;

    private EndpointFile(Path file) {
        this.file = file;
    }

    static EndpointFile write(DataFolder data, URI url, String bootstrapServers, String registry) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("url", url.toString());
        json.put("bootstrapServers", bootstrapServers);
        json.put("registryUrl", registry);
        json.put("pid", ProcessHandle.current().pid());
        data.writeSecret(FILE, json + System.lineSeparator());
        return new EndpointFile(data.root().resolve(FILE));
    }

    /** A file that stays behind misleads nobody for long: nothing answers at its address. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be removed; remove it by hand", file, e);
        }
    }
}
