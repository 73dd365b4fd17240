package dev.goldthread.api.http;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.NodeRef;
import dev.goldthread.core.event.Product;
import dev.goldthread.core.event.Vocabulary;
import dev.goldthread.core.event.Vocabulary.NodeType;
import io.micronaut.http.HttpStatus;

/** Names in a request's path and query, as identities; 400 says what is wrong with one. */
final class Paths {

    private Paths() {}

    static Product product(String name) {
        try {
            return new Product(name);
        } catch (IllegalArgumentException e) {
            throw malformed("product-form", e);
        }
    }

    static EventId eventId(String id) {
        try {
            return new EventId(id);
        } catch (IllegalArgumentException e) {
            throw malformed("id-form", e);
        }
    }

    /**
     * @param parameter what the route calls it
     */
    static Digest digest(String parameter, String hex) {
        try {
            return Digest.parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "digest-form",
                    "%s must be 64 lower-case hexadecimal digits, but is %s"
                            .formatted(parameter, hex));
        }
    }

    /**
     * A node that is asked about; not whether anything is known of it.
     *
     * @param parameter what the route calls its type
     */
    static NodeRef node(Product product, String parameter, String type, String id) {
        return new NodeRef(product, type(parameter, type), id);
    }

    /** A node type of the vocabulary. */
    static String type(String parameter, String type) {
        if (Vocabulary.GOLDTHREAD.nodeType(type).isEmpty()) {
            throw ProblemException.of(
                    HttpStatus.BAD_REQUEST,
                    "unknown-name",
                    "%s: the vocabulary has no %s%s; see /v1/vocabulary"
                            .formatted(parameter, type, inOtherLetters(type)));
        }
        return type;
    }

    private static String inOtherLetters(String type) {
        return Vocabulary.GOLDTHREAD.nodeTypes().stream()
                .map(NodeType::type)
                .filter(type::equalsIgnoreCase)
                .findFirst()
                .map(", but it has %s"::formatted)
                .orElse("");
    }

    private static ProblemException malformed(String rule, IllegalArgumentException e) {
        return ProblemException.of(HttpStatus.BAD_REQUEST, rule, String.valueOf(e.getMessage()));
    }
}
