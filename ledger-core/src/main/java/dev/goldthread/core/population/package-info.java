/**
 * Whether everything that a source said has arrived.
 *
 * <p>Lives here: what the events of one log tell of their sources: how far each has counted, which
 * numbers are missing, when it was last heard of, and whether its own list agreed with ours. Does
 * not live here: reading a log, or getting a source's list.
 *
 * <p>Reads from: events in any order. Feeds: queries.
 */
@NullMarked
package dev.goldthread.core.population;

import org.jspecify.annotations.NullMarked;
