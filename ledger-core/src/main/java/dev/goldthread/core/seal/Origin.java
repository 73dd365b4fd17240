package dev.goldthread.core.seal;

import dev.goldthread.core.event.Product;

/**
 * The identity of one log, {@code <ledger-name>/<product>}: the first line of its checkpoints and
 * the name of the key that signs them (log-format, "One log per product").
 */
public record Origin(LedgerName ledger, Product product) {

    /**
     * Reads {@link #text}.
     *
     * @throws MalformedException when there is no slash or the ledger name is malformed
     * @throws IllegalArgumentException when the product name is
     */
    public static Origin parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new MalformedException(
                    "origin", "<ledger-name>/<product>, such as ledger.example.org/pump", text);
        }
        return new Origin(
                new LedgerName(text.substring(0, slash)), new Product(text.substring(slash + 1)));
    }

    public String text() {
        return ledger.text() + "/" + product.name();
    }

    public KeyName keyName() {
        return new KeyName(text());
    }

    @Override
    public String toString() {
        return text();
    }
}
