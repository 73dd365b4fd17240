/**
 * Several instances of one ledger: which of them answers for a product, and how it is asked.
 *
 * <p>Lives here: the address under which instances know each other, the order in which those that
 * have a partition are asked, and the one hop from one instance to another. Does not live here: who
 * has which partition (Kafka Streams says, package {@code project} of module {@code
 * ledger-streams}), which route is about which product ({@code http}).
 *
 * <p>Reads from: module {@code ledger-streams}, other instances. Feeds: {@code http}, {@code node}.
 */
@NullMarked
package dev.goldthread.api.routing;

import org.jspecify.annotations.NullMarked;
