/**
 * The story that the demo tells: what a team's tools would send about two releases of an infusion
 * pump.
 *
 * <p>Lives here: the story's files and the list that says where each is posted and what is missing
 * without it. Does not live here: posting them and showing what comes of it ({@code cli}).
 *
 * <p>Reads from: resources {@code dev/goldthread/story}. Feeds: {@code cli}.
 */
@NullMarked
package dev.goldthread.api.demo;

import org.jspecify.annotations.NullMarked;
