/**
 * Reports of other tools read as events: JUnit XML and CycloneDX.
 *
 * <p>Lives here: what a report says in the words of the vocabulary, as events in the API's JSON
 * shape, and why a report cannot be read. Does not live here: whether the events are admitted
 * ({@code gate}), or where the raw body is kept ({@code evidence}).
 *
 * <p>Reads from: raw bodies and the query they were sent with. Feeds: {@code http}, and through it
 * the gate.
 */
@NullMarked
package dev.goldthread.api.report;

import org.jspecify.annotations.NullMarked;
