package dev.goldthread.api.monitor;

import dev.goldthread.api.outbound.Answer;
import dev.goldthread.api.outbound.Outbound;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.seal.Tile;
import dev.goldthread.core.seal.TileNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An address where a log's checkpoint and tiles are served (C2SP tlog-tiles). Not thread-safe. */
final class Place {

    private static final int CHECKPOINT_MAX_BYTES = 1 << 20;

    private final URI address;
    private final Outbound http;
    private final Map<Tile, Optional<byte[]>> tiles = new HashMap<>();

    Place(URI address, Outbound http) {
        this.address = address;
        this.http = http;
    }

    URI address() {
        return address;
    }

    /** The signed note that it serves now, of which nothing is verified. */
    byte[] checkpoint() throws IOException {
        Answer answer = http.get(URI.create(address + "/checkpoint"), CHECKPOINT_MAX_BYTES);
        if (answer.status() != HttpURLConnection.HTTP_OK) {
            throw new IOException("it answered %d for its checkpoint".formatted(answer.status()));
        }
        return answer.body();
    }

    /**
     * The nodes of its tree of this size. They throw {@link java.util.NoSuchElementException} for a
     * tile that is not there, {@link UncheckedIOException} when the place is out of reach, and
     * {@link dev.goldthread.core.seal.MalformedException} for a tile of another length.
     */
    TileNodes nodes(long size) {
        return new TileNodes(size, tile -> tiles.computeIfAbsent(tile, this::fetch));
    }

    /** A partial tile may be gone once the full one is there (C2SP tlog-tiles, "Partial Tiles"). */
    private Optional<byte[]> fetch(Tile tile) {
        Optional<byte[]> exact = get(tile);
        if (exact.isPresent() || tile.width() == Tile.WIDTH_FULL) {
            return exact;
        }
        int length = tile.width() * Digest.LENGTH_BYTES;
        return get(new Tile(tile.level(), tile.index(), Tile.WIDTH_FULL))
                .filter(full -> full.length >= length)
                .map(full -> Arrays.copyOf(full, length));
    }

    private Optional<byte[]> get(Tile tile) {
        try {
            Answer answer =
                    http.get(
                            URI.create(address + "/" + tile.path()),
                            Tile.WIDTH_FULL * Digest.LENGTH_BYTES);
            return switch (answer.status()) {
                case HttpURLConnection.HTTP_OK -> Optional.of(answer.body());
                case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE ->
                        Optional.empty();
                default ->
                        throw new IOException(
                                "it answered %d for %s".formatted(answer.status(), tile.path()));
            };
        } catch (IOException e) {
            throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
        }
    }
}
