/**
 * CDEvents (0.3 to 0.6), on their own or inside a CloudEvent.
 *
 * <p>Lives here: one table that says for every published type what it becomes or why it becomes
 * nothing, and the functions it names. Does not live here: the CloudEvents around them ({@code
 * cloudevents}).
 *
 * <p>Reads from: JSON bodies. Feeds: {@code cloudevents}, and the connection that bears its name.
 */
@NullMarked
package dev.goldthread.api.adapter.cdevents;

import org.jspecify.annotations.NullMarked;
