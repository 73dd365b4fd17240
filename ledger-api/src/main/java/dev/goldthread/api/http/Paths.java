package dev.goldthread.api.http;

import dev.goldthread.core.event.Digest;
import dev.goldthread.core.event.EventId;
import dev.goldthread.core.event.Product;
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

    private static ProblemException malformed(String rule, IllegalArgumentException e) {
        return ProblemException.of(HttpStatus.BAD_REQUEST, rule, String.valueOf(e.getMessage()));
    }
}
