/**
 * Reports of other tools read as events: JUnit XML, SARIF, CycloneDX and SPDX here, tables, ReqIF
 * and OpenFastTrace in packages inside.
 *
 * <p>Lives here: what a report says in the words of the vocabulary, as events in the API's JSON
 * shape, why a report cannot be read, and bounded readers of XML, JSON and archives. Does not live
 * here: whether the events are admitted ({@code gate}), or where the raw body is kept ({@code
 * evidence}).
 *
 * <p>Reads from: raw bodies and the query they were sent with. Feeds: {@code http}, and through it
 * the gate; {@code cli}, for showing what would be sent.
 */
@NullMarked
package dev.goldthread.api.report;

import org.jspecify.annotations.NullMarked;
