package dev.goldthread.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldthread.api.security.AllowedTo;
import dev.goldthread.api.security.Role;
import dev.goldthread.core.graph.Node;
import dev.goldthread.core.graph.NodeDigest;
import dev.goldthread.streams.project.GraphReader;
import dev.goldthread.streams.project.NotReadyException;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.swagger.v3.oas.annotations.Operation;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the live graph holds, as digests, for whoever compares it with the ledger. One snapshot is
 * written to a file first, so that a slow reader does not keep a store from closing.
 */
@Controller("/v1/graph")
@InTurn
@AllowedTo(Role.AUDITOR)
final class GraphController {

    private static final String LINES = "application/x-ndjson";

    private final LedgerQuery query;

    GraphController(LedgerQuery query) {
        this.query = query;
    }

    @Operation(
            operationId = "graphListing",
            summary =
                    "A partition's graph as NDJSON: the applied ledger offset, each node with digests of its content and effects, their number")
    @Produces(LINES)
    @Get("/{partition}")
    HttpResponse<StreamedFile> listing(@PathVariable int partition) throws IOException {
        Path file = Files.createTempFile("goldthread-graph-", ".ndjson");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                query.askPartition(partition, graph -> list(partition, graph, out));
            }
            return HttpResponse.ok(
                    new StreamedFile(
                            Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE),
                            MediaType.of(LINES)));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static long list(int partition, GraphReader graph, OutputStream out) {
        ObjectNode head = Json.object().put("partition", partition);
        graph.appliedOffset().ifPresent(offset -> head.put("appliedOffset", offset));
        write(head, out);
        long nodes = 0;
        try {
            for (Node node : graph.nodes()) {
                write(line(NodeDigest.of(node, graph.effects(node.ref()))), out);
                nodes++;
            }
        } catch (NotReadyException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // A row that cannot be read is what an auditor is looking for.
            write(Json.object().put("unreadable", String.valueOf(e.getMessage())), out);
        }
        write(Json.object().put("nodes", nodes), out);
        return nodes;
    }

    private static ObjectNode line(NodeDigest digest) {
        return Json.object()
                .put("product", digest.node().product().name())
                .put("type", digest.node().type())
                .put("id", digest.node().id())
                .put("content", digest.content().hex())
                .put("effects", digest.effects().hex());
    }

    private static void write(ObjectNode json, OutputStream out) {
        try {
            out.write(Json.bytes(json));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("the graph's listing cannot be written", e);
        }
    }
}
