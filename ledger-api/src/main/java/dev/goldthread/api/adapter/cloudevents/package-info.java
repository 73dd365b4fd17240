/**
 * CloudEvents 1.0 over HTTP and Kafka: binary, structured and batched (CloudEvents 1.0.2, HTTP and
 * Kafka protocol bindings, JSON event format).
 *
 * <p>Lives here: taking the envelope off, and knowing what is inside by its type. Does not live
 * here: what a CDEvent means ({@code cdevents}).
 *
 * <p>Reads from: headers and bodies; {@code cdevents}. Feeds: the connection that bears its name,
 * and what producers write to their inboxes.
 */
@NullMarked
package dev.goldthread.api.adapter.cloudevents;

import org.jspecify.annotations.NullMarked;
