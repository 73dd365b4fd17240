package dev.goldthread.api.node;

import dev.goldthread.streams.embedded.DataFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The registry inside, alone and over a cluster's topic: for several nodes that share a cluster
 * where nobody runs another registry.
 */
public final class RegistryNode implements AutoCloseable {

    private final Closing closing;
    private final URI url;

    private RegistryNode(Closing closing, URI url) {
        this.closing = closing;
        this.url = url;
    }

    /**
     * Answers, on loopback, once it has read its topic.
     *
     * @param folder keeps the token that every request has to bear ({@link #tokenFile})
     * @param client properties of a Kafka client
     * @param port 0 takes a free one
     * @throws dev.goldthread.streams.embedded.DataFolderInUseException when another process has the
     *     folder
     * @throws RuntimeException when the cluster or the port cannot be had; the message says why
     */
    public static RegistryNode start(Path folder, Map<String, String> client, int port) {
        Closing closing = new Closing();
        try {
            DataFolder data = closing.with(DataFolder.open(folder));
            KafkaSide kafka = closing.with(KafkaSide.elsewhere(client));
            RegistrySide registry = closing.with(RegistrySide.embedded(data, kafka.client(), port));
            closing.onShutdown();
            return new RegistryNode(closing, URI.create(registry.url()));
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    public URI url() {
        return url;
    }

    /** In the data folder; any user name goes with it. */
    public static Path tokenFile(Path folder) {
        return folder.resolve(RegistrySide.TOKEN_FILE);
    }

    /** Stops answering. Idempotent. */
    @Override
    public void close() {
        closing.close();
    }
}
