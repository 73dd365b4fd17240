/**
 * Asking other people's servers over HTTP without trusting them: bounded answers, bounded times, no
 * redirects.
 *
 * <p>Lives here: one exchange. Does not live here: what is asked and what an answer means.
 *
 * <p>Reads from: nothing of ours. Feeds: {@code witness.ask}, {@code monitor}, {@code listing}.
 */
@NullMarked
package dev.goldthread.api.outbound;

import org.jspecify.annotations.NullMarked;
