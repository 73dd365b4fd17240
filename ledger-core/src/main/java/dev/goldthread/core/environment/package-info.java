/**
 * What an environment ran, runs, and was approved to run.
 *
 * <p>Lives here: the events about an environment in their order, what was in force at a time, and
 * how that stands to what was approved. Does not live here: what a release needs to be deployed
 * ({@code finding}).
 *
 * <p>Reads from: {@code walk}, {@code finding}. Feeds: {@code trace}, the query side of module
 * {@code ledger-streams}.
 */
@NullMarked
package dev.goldthread.core.environment;

import org.jspecify.annotations.NullMarked;
