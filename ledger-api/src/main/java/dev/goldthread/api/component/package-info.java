/**
 * Which components are meant, and where they went.
 *
 * <p>Lives here: what is asked for (an exact package URL, a range of versions written as VERS, a
 * name), and gathering the artifacts that contain such components, over all products. Does not live
 * here: how versions of an ecosystem are ordered (a library's), or the routes.
 *
 * <p>Reads from: {@code dev.goldthread.streams.query}. Feeds: {@code http}.
 */
@NullMarked
package dev.goldthread.api.component;

import org.jspecify.annotations.NullMarked;
