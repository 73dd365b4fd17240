package dev.goldthread.api.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.graph.NodeDigest;
import dev.goldthread.streams.audit.GraphListing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/** A partition's graph as the API lists it, kept in a file until it is closed; read once. */
final class GraphSpool implements GraphListing, AutoCloseable {

    private final int partition;
    private final Path file;
    private final BufferedReader lines;
    private final OptionalLong appliedOffset;
    private Optional<String> problem = Optional.empty();

    private GraphSpool(int partition, Path file) throws IOException {
        this.partition = partition;
        this.file = file;
        lines = Files.newBufferedReader(file);
        JsonNode offset = readLine().path("appliedOffset");
        appliedOffset =
                offset.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(offset.asLong());
    }

    static GraphSpool fetch(LedgerClient client, int partition) {
        try {
            Path file = Files.createTempFile("goldthread-graph-", ".ndjson");
            try {
                client.download("/v1/graph/" + partition, file);
                return new GraphSpool(partition, file);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the graph's listing cannot be kept", e);
        }
    }

    @Override
    public int partition() {
        return partition;
    }

    @Override
    public OptionalLong appliedOffset() {
        return appliedOffset;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public Iterator<NodeDigest> nodes() {
        return new Iterator<>() {

            private JsonNode line = readLine();

            @Override
            public boolean hasNext() {
                if (line.has("unreadable")) {
                    problem = Optional.of("unreadable: " + line.path("unreadable").asText());
                }
                return line.has("id");
            }

            @Override
            public NodeDigest next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no more nodes");
                }
                NodeDigest digest = digest(line);
                line = readLine();
                return digest;
            }
        };
    }

    private static NodeDigest digest(JsonNode line) {
        try {
            return new NodeDigest(
                    new NodeRef(
                            new Product(line.path("product").asText()),
                            line.path("type").asText(),
                            line.path("id").asText()),
                    Digest.parseHex(line.path("content").asText()),
                    Digest.parseHex(line.path("effects").asText()));
        } catch (IllegalArgumentException e) {
            throw CliException.failed(
                    "the live graph lists what can be no node: %s (%s)"
                            .formatted(Tables.clean(line.toString()), e.getMessage()));
        }
    }

    /** A listing ends with the number of its nodes; whatever ends before was cut off. */
    private JsonNode readLine() {
        try {
            String line = lines.readLine();
            if (line != null) {
                return LedgerClient.JSON.readTree(line);
            }
        } catch (JsonProcessingException e) {
            throw CliException.error(
                    "the listing of partition %d is no NDJSON; is it a Goldthread ledger of this version?"
                            .formatted(partition));
        } catch (IOException e) {
            throw new UncheckedIOException("the graph's listing cannot be read", e);
        }
        throw CliException.error(
                "the listing of partition %d was cut off; ask again".formatted(partition));
    }

    @Override
    public void close() {
        try {
            lines.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the graph's listing cannot be removed", e);
        }
    }
}
