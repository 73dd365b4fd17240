/**
 * What other tools say, read as events: one package inside per tool or standard.
 *
 * <p>Lives here: a delivery as it came, the rules by which a connection reads it, and the events
 * that come out, in the API's JSON shape. Adapters are pure: the same delivery under the same rules
 * gives the same events, so a retry is a duplicate and an old body can be mapped again. Does not
 * live here: whether the sender is who it says ({@code connection}), whether the events are
 * admitted ({@code gate}), or where the raw body is kept ({@code evidence}).
 *
 * <p>Reads from: raw bodies and headers. Feeds: {@code connection}, and through it the gate.
 */
@NullMarked
package dev.goldthread.api.adapter;

import org.jspecify.annotations.NullMarked;
