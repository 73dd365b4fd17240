/**
 * Asking outsiders to speak for our own logs: witnesses for cosignatures, a time stamping authority
 * for the time.
 *
 * <p>Lives here: what is asked of whom and when, retries, and verifying every answer before it is
 * handed on. Does not live here: where checkpoints and proofs come from, and where answers are kept
 * (interfaces that {@code node} fills), and what a witness decides ({@code witness}).
 *
 * <p>Reads from: checkpoints, proofs, answers of outsiders. Feeds: the topic of checkpoints, by way
 * of the sinks.
 */
@NullMarked
package dev.goldthread.api.witness.ask;

import org.jspecify.annotations.NullMarked;
