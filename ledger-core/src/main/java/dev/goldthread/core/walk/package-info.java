/**
 * Going from a node of a graph to what belongs to a question.
 *
 * <p>Lives here: following a traversal of the vocabulary, or every relation, and what was come by
 * on the way. Does not live here: what is right or wrong with it ({@code finding}).
 *
 * <p>Reads from: {@code graph}. Feeds: {@code finding}, {@code environment}, {@code trace}.
 */
@NullMarked
package dev.goldthread.core.walk;

import org.jspecify.annotations.NullMarked;
