/**
 * Tools without an adapter of their own.
 *
 * <p>Lives here: events that are in the API's shape already, and JSON that a connection's mappings
 * turn into events. Does not live here: the syntax of the rest of a connection ({@code
 * connection}).
 *
 * <p>Reads from: deliveries and mappings. Feeds: {@code connection}.
 */
@NullMarked
package dev.goldthread.api.adapter.generic;

import org.jspecify.annotations.NullMarked;
