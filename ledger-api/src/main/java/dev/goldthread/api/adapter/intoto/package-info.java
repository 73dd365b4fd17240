/**
 * in-toto Statements (v1 and v0.1), alone or in a DSSE envelope.
 *
 * <p>Lives here: the envelope, what is signed and by whom, and what the predicates say: SLSA
 * provenance, test results, verification summaries, releases. Does not live here: Sigstore bundles
 * ({@code sigstore}), or which keys are believed ({@code Trust}).
 *
 * <p>Reads from: JSON bodies. Feeds: {@code sigstore}, and the connection that bears its name.
 */
@NullMarked
package dev.goldthread.api.adapter.intoto;

import org.jspecify.annotations.NullMarked;
