/**
 * The verifier that an auditor runs without the rest: exported logs and events from a folder, no
 * network, no Kafka, no ledger.
 *
 * <p>Lives here: the program's arguments and exit codes, a folder as a bundle's files, and a report
 * in words and as JSON. Does not live here: any check; all of them are {@code
 * dev.goldthread.core.bundle}'s. It is packed into a jar of its own with the core and what decoding
 * Avro needs, so nothing else may be used here.
 *
 * <p>Reads from: arguments, files. Feeds: people and scripts; the command line uses the same
 * classes for {@code verify --export}.
 */
@NullMarked
package dev.goldthread.api.verifier;

import org.jspecify.annotations.NullMarked;
