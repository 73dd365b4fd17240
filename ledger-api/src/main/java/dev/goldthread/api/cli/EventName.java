package dev.goldthread.api.cli;

import picocli.CommandLine.Parameters;

/** Which event a command is about; a mixin. */
final class EventName {

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The event's id.")
    private String id = "";

    /** The path that answers for this event, such as {@code event}. */
    String path(String answer) {
        return "/v1/products/%s/%s?id=%s"
                .formatted(LedgerClient.encode(product), answer, LedgerClient.encode(id));
    }

    @Override
    public String toString() {
        return "event %s of product %s".formatted(id, product);
    }
}
