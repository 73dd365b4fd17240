/**
 * Eiffel events, edition orizaba and its neighbours: one, or an array of them.
 *
 * <p>Lives here: one table that says for every type what it becomes or why it becomes nothing.
 * Eiffel events name each other by event id, and an adapter sees one at a time, so what only
 * another event says has to stand in {@code data.customData} under the key {@code goldthread}.
 *
 * <p>Reads from: JSON bodies. Feeds: the connection that bears its name.
 */
@NullMarked
package dev.goldthread.api.adapter.eiffel;

import org.jspecify.annotations.NullMarked;
