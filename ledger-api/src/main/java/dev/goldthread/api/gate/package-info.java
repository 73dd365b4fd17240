/**
 * The gate: what is submitted is admitted or refused, written down, and answered with a receipt.
 *
 * <p>Lives here: producing to topics intake and rejected, waiting for receipts, recognising what is
 * sealed already, looking refusals up, relaying the inboxes, and refusing what there is no room
 * for. Does not live here: the rules themselves ({@code dev.goldthread.core.gate}), sealing ({@code
 * dev.goldthread.streams.seal}), HTTP ({@code http}).
 *
 * <p>Reads from: submissions, topic rejected, the query side. Feeds: topics intake and rejected,
 * {@code report}, {@code http}.
 */
@NullMarked
package dev.goldthread.api.gate;

import org.jspecify.annotations.NullMarked;
