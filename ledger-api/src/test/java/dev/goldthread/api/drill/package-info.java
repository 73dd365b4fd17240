/**
 * Kills processes of a ledger under load and counts afterwards. Lives here: writers, killers, the
 * account. Does not live here: what any one part does by itself. Reads from: the command line and
 * the raw topics; feeds: the build, and {@code deploy/drills/crash}.
 */
@NullMarked
package dev.goldthread.api.drill;

import org.jspecify.annotations.NullMarked;
