/**
 * The history of a Git repository as events: commits, and tags as candidates for releases.
 *
 * <p>Lives here: walking a repository, what of a commit goes into an event and what must not, the
 * directory that keeps persons' names out of events, and the memory of what was sent before. Does
 * not live here: sending ({@code cli} gives a {@link dev.goldthread.api.git.GitImport.Sink}), and
 * approvals: a tag says that somebody named a state, never that somebody approved it.
 *
 * <p>Reads from: a repository on disk. Feeds: {@code cli}.
 */
@NullMarked
package dev.goldthread.api.git;

import org.jspecify.annotations.NullMarked;
