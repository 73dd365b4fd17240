package dev.goldthread.api.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.goldthread.api.witness.SampleLog;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.SignedNote;
import dev.goldthread.core.seal.Tile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.NoSuchElementException;

/** Serves a log's checkpoint and tiles on loopback (C2SP tlog-tiles). */
public final class LogServer implements AutoCloseable {

    private final HttpServer server;
    private volatile SampleLog tiles;
    private volatile byte[] checkpoint;
    private volatile Partials partials = Partials.SERVED;

    /** Whether partial tiles are served, which a log may give up once the full ones are there. */
    public enum Partials {
        SERVED,
        GONE
    }

    public LogServer(SampleLog log, long size) throws IOException {
        tiles = log;
        checkpoint = log.note(size).toBytes();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/log/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:%d/log".formatted(server.getAddress().getPort()));
    }

    public void show(SampleLog log, long size) {
        tiles = log;
        checkpoint = log.note(size).toBytes();
    }

    void showNote(SignedNote note) {
        checkpoint = note.toBytes();
    }

    void showTilesOf(SampleLog log) {
        tiles = log;
    }

    void without(Partials gone) {
        partials = gone;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring("/log/".length());
            byte[] body = path.equals("checkpoint") ? checkpoint : tile(path);
            if (body.length == 0) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private byte[] tile(String path) {
        try {
            Tile tile = Tile.parsePath(path);
            return tile.width() < Tile.WIDTH_FULL && partials == Partials.GONE
                    ? new byte[0]
                    : tiles.tile(tile);
        } catch (MalformedException | NoSuchElementException e) {
            return new byte[0];
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
