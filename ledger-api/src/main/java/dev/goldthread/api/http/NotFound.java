package dev.goldthread.api.http;

import dev.goldthread.core.event.Product;
import dev.goldthread.streams.query.LedgerQuery;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;

/**
 * Says that a product's log does not have what was asked for, and that there is no such product
 * where that is why: whoever misspelt it would look for the fault elsewhere. Safe for any thread.
 */
@Singleton
final class NotFound {

    private final LedgerQuery query;

    NotFound(LedgerQuery query) {
        this.query = query;
    }

    /**
     * @param rule of the problem, where there is such a product
     * @param detail what is said of it then
     */
    ProblemException of(Product product, String rule, String detail) {
        return isThere(product)
                ? ProblemException.of(HttpStatus.NOT_FOUND, rule, detail)
                : noProduct(product);
    }

    /**
     * For an answer that would be empty of a product that is not there.
     *
     * @throws ProblemException when it has no log
     */
    void require(Product product) {
        if (!isThere(product)) {
            throw noProduct(product);
        }
    }

    private boolean isThere(Product product) {
        return query.ask(product, view -> view.position(product).isPresent());
    }

    private static ProblemException noProduct(Product product) {
        return ProblemException.of(
                HttpStatus.NOT_FOUND,
                "unknown-product",
                "there is no product %s; /v1/products lists those that there are, and a new one is there as soon as its first event is sealed"
                        .formatted(product));
    }
}
