package dev.goldthread.streams.seal;

/** The ledger topic, or what belongs to it, is not such that a log can be continued. */
public final class LedgerUnfitException extends SealingStoppedException {

    LedgerUnfitException(String message) {
        super(message);
    }
}
