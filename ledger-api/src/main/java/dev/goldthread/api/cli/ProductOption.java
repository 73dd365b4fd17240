package dev.goldthread.api.cli;

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
}
