/**
 * Content that events name by its digest: reports, documents, renderings.
 *
 * <p>Lives here: bytes kept under their SHA-256, in a local folder or in a bucket that speaks S3.
 * Does not live here: what the bytes mean ({@code report}), or who may read them ({@code http}).
 *
 * <p>Reads from: raw bodies. Feeds: {@code report}, {@code http}.
 */
@NullMarked
package dev.goldthread.api.evidence;

import org.jspecify.annotations.NullMarked;
