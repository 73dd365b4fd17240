/**
 * Inboxes whose producers write in the form of a standard.
 *
 * <p>Lives here: CloudEvents in the records of an inbox, read by the rules of the connection that
 * bears the name of its principal. Does not live here: relaying ({@code gate}), or what CloudEvents
 * mean ({@code adapter.cloudevents}).
 *
 * <p>Reads from: records and their headers. Feeds: {@code gate}.
 */
@NullMarked
package dev.goldthread.api.inbox;

import org.jspecify.annotations.NullMarked;
