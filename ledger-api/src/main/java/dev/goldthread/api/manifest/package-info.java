/**
 * Manifests: what a release is made of, and what data and models are made of, as somebody wrote it
 * down in a file or in flags.
 *
 * <p>Lives here: which members a manifest must have, and the events made from it. Pure: a JSON tree
 * in, a JSON tree out. Does not live here: reading files ({@code cli}), or whether the event is
 * admitted ({@code gate}).
 *
 * <p>Reads from: files and flags. Feeds: {@code cli}.
 */
@NullMarked
package dev.goldthread.api.manifest;

import org.jspecify.annotations.NullMarked;
