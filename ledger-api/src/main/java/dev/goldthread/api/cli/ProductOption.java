package dev.goldthread.api.cli;

import dev.goldthread.core.event.Product;
import picocli.CommandLine.Option;

/** The product by flag; a mixin. */
final class ProductOption {

    @Option(
            names = "--product",
            paramLabel = "PRODUCT",
            required = true,
            description = "The product whose history it belongs to.")
    private String product = "";

    String name() {
        return product;
    }

    Product product() {
        return named(product);
    }

    /** The product that was typed; a name that none can have is wrong usage. */
    static Product named(String typed) {
        try {
            return new Product(typed);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(String.valueOf(e.getMessage()));
        }
    }
}
