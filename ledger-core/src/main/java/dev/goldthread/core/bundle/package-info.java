/**
 * Evidence to take away: a log, or one event of it, written as plain files, and verified from these
 * files alone.
 *
 * <p>Lives here: the names and contents of the files, writing them, and the verifier that derives
 * everything again: signatures, root, tiles, seals, bodies, schema texts, timestamps. Does not live
 * here: where the files lie (a {@code BundleFiles} is given), reading Kafka, the chain's and the
 * tree's own rules ({@code seal}), how a report is shown, and any clock.
 *
 * <p>Reads from: {@code event} (bodies), {@code seal} (every check of a byte), {@code timestamp}
 * (what an authority said). Feeds: {@code dev.goldthread.streams.export}, which writes, and the
 * standalone verifier, which reads.
 */
@NullMarked
package dev.goldthread.core.bundle;

import org.jspecify.annotations.NullMarked;
