package dev.goldthread.streams.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private static final byte[] HOST_BYTES = {127, 0, 0, 1};

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

    /** Both sockets are open at once, so that the two ports differ. */
    private static BrokerPorts fresh() throws IOException {
        try (ServerSocket client = bind(0);
                ServerSocket controller = bind(0)) {
            return new BrokerPorts(client.getLocalPort(), controller.getLocalPort());
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true); // else the port of a broker just closed counts as taken
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(HOST_BYTES), port));
        return socket;
    }

    String bootstrapServers() {
        return HOST + ":" + client;
    }
}
