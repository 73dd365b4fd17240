/**
 * What is right or wrong with what a walk came by.
 *
 * <p>Lives here: one rule per file, each of which says findings of the vocabulary about nodes, and
 * what several rules ask alike: who approved before, who is the same person, which link is suspect.
 * Does not live here: the words themselves (the vocabulary) or counting them ({@code trace}).
 *
 * <p>Reads from: {@code walk}. Feeds: {@code trace}, {@code environment}.
 */
@NullMarked
package dev.goldthread.core.finding;

import org.jspecify.annotations.NullMarked;
