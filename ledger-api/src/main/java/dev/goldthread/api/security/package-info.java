/**
 * Who calls: bearer tokens, the principals behind them, and what a principal may do.
 *
 * <p>Lives here: roles, the token file with salted hashes, and the filter that every request passes
 * before a route sees it. Does not live here: the routes, and who submitted an event (that is
 * sealed with the event).
 *
 * <p>Reads from: the data folder. Feeds: {@code http}.
 */
@NullMarked
package dev.goldthread.api.security;

import org.jspecify.annotations.NullMarked;
