package dev.goldthread.api.http;

import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.LogVisibility;
import dev.goldthread.api.security.PartOfPublicLog;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.seal.EntryBundle;
import dev.goldthread.core.seal.MalformedException;
import dev.goldthread.core.seal.Tile;
import dev.goldthread.streams.checkpoint.CheckpointLog;
import dev.goldthread.streams.checkpoint.PublishedCheckpoint;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.Optional;

/**
 * Each product's log as a transparency log (C2SP tlog-tiles): the checkpoint, tiles, and entries,
 * which are seals and never bodies. Closed unless the node makes its log public.
 */
@Controller("/log/{product}")
@ExecuteOn(TaskExecutors.BLOCKING)
@AllowedTo({Role.READER, Role.AUDITOR})
@PartOfPublicLog
final class PublicLogController {

    /** A tile of a given width never changes. */
    private static final String FOREVER = "public, max-age=31536000, immutable";

    private static final String NOT_KEPT = "no-cache";
    private static final String NOTE = "text/plain; charset=utf-8";
    private static final String TILES = "tile/";
    private static final Duration APPLIED_MAX = Duration.ofSeconds(2);

    private final LogVisibility visibility;
    private final LedgerQuery query;
    private final CheckpointLog checkpoints;

    PublicLogController(LogVisibility visibility, LedgerQuery query, CheckpointLog checkpoints) {
        this.visibility = visibility;
        this.query = query;
        this.checkpoints = checkpoints;
    }

    /** Tiles up to its size can be had by then, so it waits a little for the projector. */
    @Operation(operationId = "logCheckpoint", summary = "The latest signed checkpoint of a log")
    @Get("/checkpoint")
    HttpResponse<byte[]> checkpoint(@PathVariable String product) throws InterruptedException {
        Product name = open(product);
        PublishedCheckpoint latest = latest(name);
        long size = latest.checkpoint().size();
        if (!query.awaitApplied(name, size - 1, APPLIED_MAX)) {
            throw ProblemException.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "not-applied-yet",
                    "log %s has a checkpoint of size %d that this instance has not read up to; ask again"
                            .formatted(product, size));
        }
        return HttpResponse.ok(latest.note().toBytes())
                .header(HttpHeaders.CONTENT_TYPE, NOTE)
                .header(HttpHeaders.CACHE_CONTROL, NOT_KEPT);
    }

    @Operation(
            operationId = "logTile",
            summary = "A tile of hashes, <L>/<N>[.p/<W>], or of entries, entries/<N>[.p/<W>]")
    @Get("/tile/{path:.+}")
    HttpResponse<byte[]> tile(@PathVariable String product, @PathVariable String path) {
        Product name = open(product);
        long size = latest(name).checkpoint().size();
        return (path.startsWith("entries/")
                        ? entries(name, TILES + path, size)
                        : hashes(name, TILES + path, size))
                .map(
                        bytes ->
                                HttpResponse.ok(bytes)
                                        .header(
                                                HttpHeaders.CONTENT_TYPE,
                                                MediaType.APPLICATION_OCTET_STREAM)
                                        .header(HttpHeaders.CACHE_CONTROL, FOREVER))
                .orElseThrow(
                        () ->
                                notFound(
                                        "unknown-tile",
                                        "log %s, of size %d, has no %s; ask for tiles of a checkpoint"
                                                .formatted(product, size, TILES + path)));
    }

    private Optional<byte[]> entries(Product product, String path, long size) {
        try {
            EntryBundle bundle = EntryBundle.parsePath(path);
            return bundle.firstSeq() + bundle.width() > size
                    ? Optional.empty()
                    : query.logs().entryBundle(product, bundle);
        } catch (MalformedException e) {
            throw malformed(path, e);
        }
    }

    private Optional<byte[]> hashes(Product product, String path, long size) {
        try {
            Tile tile = Tile.parsePath(path);
            return isWithin(tile, size) ? query.logs().tile(product, tile) : Optional.empty();
        } catch (MalformedException e) {
            throw malformed(path, e);
        }
    }

    /** Each hash of level L covers 256^L entries. */
    private static boolean isWithin(Tile tile, long size) {
        long hashes = size >>> Math.min(63, Tile.HEIGHT * tile.level());
        long index = tile.index();
        return index <= hashes / Tile.WIDTH_FULL
                && index * Tile.WIDTH_FULL + tile.width() <= hashes;
    }

    /** Whoever comes with a token learns why there is nothing; everybody else is asked for one. */
    private Product open(String product) {
        if (visibility == LogVisibility.PRIVATE) {
            throw notFound(
                    "log-not-public",
                    "the log of %s is not public; start serve with --public-log"
                            .formatted(product));
        }
        return Paths.product(product);
    }

    private PublishedCheckpoint latest(Product product) {
        return checkpoints
                .latest(product)
                .orElseThrow(
                        () ->
                                notFound(
                                        "no-checkpoint",
                                        "log %s has no checkpoint".formatted(product)));
    }

    private static ProblemException malformed(String path, MalformedException e) {
        return ProblemException.of(
                HttpStatus.BAD_REQUEST,
                "malformed-path",
                "%s is no path of a tile: %s".formatted(path, e.getMessage()));
    }

    private static ProblemException notFound(String type, String detail) {
        return ProblemException.of(HttpStatus.NOT_FOUND, type, detail);
    }
}
