/**
 * The topics of the ledger: their names, their settings, and the check that a cluster really has
 * them so.
 *
 * <p>Lives here: names, required settings with the reason for each, creating what is missing and
 * refusing what is wrong. Does not live here: who may use a topic (that is {@code deploy/kafka}),
 * nor what the records hold.
 *
 * <p>Reads from: nothing. Feeds: {@code registry}, and every app that names a topic.
 */
@NullMarked
package dev.goldthread.streams.topic;

import org.jspecify.annotations.NullMarked;
