/**
 * What the adapters of open standards share.
 *
 * <p>Lives here: reading JSON strictly and with the place of what is wrong, ids and URIs made from
 * a standard's own, digests in package URLs, facts of ours that a message carries beside those of
 * its standard, and what an event still lacks. Does not live here: what any one standard means.
 *
 * <p>Reads from: raw bodies. Feeds: the packages beside it.
 */
@NullMarked
package dev.goldthread.api.adapter.standard;

import org.jspecify.annotations.NullMarked;
