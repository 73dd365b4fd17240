/**
 * Which components are meant, and where they went.
 *
 * <p>Lives here: what is asked for (an exact package URL, a range of versions written as VERS, a
 * name), and gathering the artifacts that contain such components, over all products. Does not live
 * here: the routes. How versions are ordered is a library's where its rules are right, else written
 * here for it ({@link dev.goldthread.api.component.OwnVersions}).
 *
 * <p>Reads from: {@code dev.goldthread.streams.query}. Feeds: {@code http}.
 */
@NullMarked
package dev.goldthread.api.component;

import org.jspecify.annotations.NullMarked;
