/**
 * GitLab's webhooks as events.
 *
 * <p>Lives here: what each kind of delivery means. Does not live here: signatures and tokens, and
 * asking the tool for what a delivery does not say.
 *
 * <p>Reads from: deliveries. Feeds: {@code connection}.
 */
@NullMarked
package dev.goldthread.api.adapter.gitlab;

import org.jspecify.annotations.NullMarked;
