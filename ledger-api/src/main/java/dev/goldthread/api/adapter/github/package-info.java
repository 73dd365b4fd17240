/**
 * GitHub's webhooks as events.
 *
 * <p>Lives here: what each kind of delivery means. Does not live here: signatures, and asking
 * GitHub for what a delivery does not say.
 *
 * <p>Reads from: deliveries. Feeds: {@code connection}.
 */
@NullMarked
package dev.goldthread.api.adapter.github;

import org.jspecify.annotations.NullMarked;
