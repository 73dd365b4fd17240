/**
 * When something existed at the latest, in the words of an authority that others trust: RFC 3161
 * time stamps, requested and verified with nothing but the JDK, offline.
 *
 * <p>Lives here: the DER of requests and responses, the signature, the chain of certificates up to
 * a trusted root, at the time that the stamp states. Does not live here: asking an authority over
 * HTTP, how often, random nonces and clocks, and revocation (an offline verifier cannot know it).
 *
 * <p>Reads from: {@code event} (digests), {@code seal} (its word for malformed bytes). Feeds: the
 * sender of timestamp requests, {@code bundle}.
 */
@NullMarked
package dev.goldthread.core.timestamp;

import org.jspecify.annotations.NullMarked;
