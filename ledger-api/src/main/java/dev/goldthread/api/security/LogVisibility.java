package dev.goldthread.api.security;

/** Who may read checkpoints, tiles and proofs: they say when something was sealed, never what. */
public enum LogVisibility {
    /** Anybody, without a token. */
    PUBLIC,
    /** Readers and auditors; the routes of the public log are closed. */
    PRIVATE
}
