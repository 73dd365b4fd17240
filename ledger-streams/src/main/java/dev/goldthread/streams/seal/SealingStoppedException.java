package dev.goldthread.streams.seal;

/** A state in which sealing on could fork or damage a log; somebody has to put it right. */
public abstract sealed class SealingStoppedException extends IllegalStateException
        permits HeadsMismatchException, LedgerUnfitException {

    SealingStoppedException(String message) {
        super(message);
    }
}
