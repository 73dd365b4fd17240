/**
 * Whether a delivery comes from whom it says: one class per scheme, over the raw bytes.
 *
 * <p>Lives here: signatures and tokens, compared in constant time, and the tolerance of timestamps.
 * Does not live here: replays within the tolerance ({@code connection}), and tokens of the API
 * ({@code security}).
 *
 * <p>Reads from: headers, raw bytes and a secret. Feeds: {@code connection}.
 */
@NullMarked
package dev.goldthread.api.connection.authentication;

import org.jspecify.annotations.NullMarked;
