package dev.goldthread.core.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldthread.core.event.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The log format's golden vectors, made by an independent program. */
final class GoldenVectors {

    static final String FILE = "log-format.json";

    private GoldenVectors() {}

    static JsonNode read() {
        try {
            return new ObjectMapper().readTree(bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes() {
        try (InputStream in = GoldenVectors.class.getResourceAsStream(FILE)) {
            return Objects.requireNonNull(in, FILE).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Origin origin() {
        return Origin.parse(read().get("origin").asText());
    }

    static List<JsonNode> entries() {
        return list(read().get("entries"));
    }

    static MerkleTree tree() {
        MerkleTree tree = new MerkleTree();
        entries().forEach(entry -> tree.append(digest(entry, "leaf")));
        return tree;
    }

    static NoteSigner signer() {
        byte[] seed = hex(read(), "ed25519_seed");
        return new NoteSigner(origin().keyName(), Ed25519PrivateKey.ofSeed(seed));
    }

    /** The root after {@code size} entries. */
    static Digest root(long size) {
        return digest(entries().get((int) size - 1), "root_after");
    }

    static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }

    static Digest digest(JsonNode node, String field) {
        return Digest.parseHex(node.get(field).asText());
    }

    static List<Digest> path(JsonNode node) {
        return list(node.get("path")).stream().map(hash -> Digest.parseHex(hash.asText())).toList();
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        return nodes;
    }
}
