package dev.goldthread.streams.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The two loopback ports of the embedded broker, kept in its folder so that clients configured by
 * hand find it again after a restart.
 *
 * @param client where clients connect
 * @param controller where the broker's own controller listens
 */
record BrokerPorts(int client, int controller) {

    static final String HOST = "127.0.0.1";

    /** The ports of the last start where they are still free, else new ones. */
    static BrokerPorts choose(Path file) {
        try {
            List<Integer> remembered = read(file);
            if (remembered.size() == 2 && isFree(remembered.get(0)) && isFree(remembered.get(1))) {
                return new BrokerPorts(remembered.get(0), remembered.get(1));
            }
            BrokerPorts fresh = fresh();
            Files.writeString(file, "%d%n%d%n".formatted(fresh.client, fresh.controller));
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("ports cannot be chosen or kept in " + file, e);
        }
    }

    private static List<Integer> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("[1-9][0-9]{3,4}"))
                .map(Integer::valueOf)
                .filter(port -> port <= 65_535)
                .toList();
    }

    private static BrokerPorts fresh() throws IOException {
        List<Integer> ports = LoopbackPorts.free(2);
        return new BrokerPorts(ports.get(0), ports.get(1));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = LoopbackPorts.bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    String bootstrapServers() {
        return HOST + ":" + client;
    }
}
