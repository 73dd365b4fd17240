package dev.goldthread.streams.verify;

import java.util.Optional;

/** What a registry holds under the number that stands before a record's body. */
public interface SchemaById {

    /**
     * The text under {@code id}; empty when the registry knows no such number.
     *
     * @throws LedgerUnreadableException when the registry does not answer
     */
    Optional<String> text(int id);
}
