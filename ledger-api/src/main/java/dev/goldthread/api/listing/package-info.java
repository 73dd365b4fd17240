/**
 * What a tool's own API lists: commits, runs and deployments of one repository.
 *
 * <p>Lives here: asking page by page, and the ids by which the ledger knows what is listed. Does
 * not live here: what the ledger has of it, and the comparison ({@code cli}).
 *
 * <p>Reads from: other people's servers. Feeds: {@code cli}.
 */
@NullMarked
package dev.goldthread.api.listing;

import org.jspecify.annotations.NullMarked;
