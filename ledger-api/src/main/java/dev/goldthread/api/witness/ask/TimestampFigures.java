package dev.goldthread.api.witness.ask;

import java.util.Optional;

/**
 * How it stands with the time stamping authority.
 *
 * @param stamped stamps since the start
 * @param failed attempts that brought none, since the start
 * @param problem why the last attempt brought none; empty when it did
 */
public record TimestampFigures(long stamped, long failed, Optional<String> problem) {}
