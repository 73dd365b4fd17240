/**
 * The command line: a client of the API, and the verifier that trusts no API.
 *
 * <p>Lives here: commands, their options and environment, exit codes, talking HTTP, and printing
 * results. Does not live here: drawing traces ({@code drawing}), reading Git ({@code git}),
 * verifying ({@code dev.goldthread.streams.verify}, {@code verifier}), exporting ({@code
 * dev.goldthread.streams.export}), running a ledger ({@code node}).
 *
 * <p>Standard output carries the result and nothing else; what is said on the way goes to standard
 * error.
 *
 * <p>Reads from: arguments, environment, files, the API, for {@code verify} the ledger topic.
 * Feeds: people and scripts.
 */
@NullMarked
package dev.goldthread.api.cli;

import org.jspecify.annotations.NullMarked;
