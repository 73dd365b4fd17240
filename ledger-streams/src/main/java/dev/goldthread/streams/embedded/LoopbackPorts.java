package dev.goldthread.streams.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback for servers that end and come back on the same port.
 *
 * <p>They lie below those that a system gives to connections which ask for none (from 32,768 on
 * Linux, from 49,152 elsewhere). A port that was asked for as 0 lies among them: while its server
 * is away, a connection of any program may be given it, a client that tries to reach the server
 * even reaches itself there, and then the server cannot come back.
 */
public final class LoopbackPorts {

    static final int FIRST = 20_000;
    static final int LAST = 32_767;
    private static final int TRIES_MAX = 1_000;
    private static final byte[] HOST = {127, 0, 0, 1};

    private LoopbackPorts() {}

    /**
     * Ports that nobody listens on now, each another one.
     *
     * @throws IOException when so many are not found
     */
    public static List<Integer> free(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>(); // open at once, so that they differ
        try {
            for (int tries = 0; sockets.size() < count; tries++) {
                if (tries == TRIES_MAX) {
                    throw new IOException(
                            "%d free ports must be found between %d and %d, but were not in %d tries"
                                    .formatted(count, FIRST, LAST, TRIES_MAX));
                }
                tryToAdd(sockets);
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void tryToAdd(List<ServerSocket> sockets) {
        try {
            sockets.add(bind(ThreadLocalRandom.current().nextInt(FIRST, LAST + 1)));
        } catch (IOException e) {
            // taken: the next try is for another one
        }
    }

    /**
     * @throws IOException when somebody has it
     */
    static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true); // else the port of a server just closed counts as taken
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(HOST), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
