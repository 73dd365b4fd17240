/**
 * What a pipeline knows about itself, and the events made from it.
 *
 * <p>Lives here: which CI system runs the program, read from its environment variables; what the
 * variables say of commit, run, branch, pull request and environment; events of the API's JSON
 * shape made from that. Everything is pure: the environment comes in as a map. Does not live here:
 * sending ({@code cli}), persons' names (a login becomes a key outside), or whether an event is
 * admitted ({@code gate}).
 *
 * <p>Reads from: environment variables and flags. Feeds: {@code cli}.
 */
@NullMarked
package dev.goldthread.api.ci;

import org.jspecify.annotations.NullMarked;
