/**
 * Sigstore bundles, verified offline against a trusted root that the connection gives.
 *
 * <p>Lives here: what a bundle holds, and whether one of the identities that the connection expects
 * signed it. Does not live here: what the statement inside says ({@code intoto}). Nothing here
 * reaches a network: the classes that could are not in the program.
 *
 * <p>Reads from: JSON bodies; {@code intoto}. Feeds: the connection that bears its name.
 */
@NullMarked
package dev.goldthread.api.adapter.sigstore;

import org.jspecify.annotations.NullMarked;
